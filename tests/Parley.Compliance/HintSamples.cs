using System.Text;
using Parley.Contracts;
using Parley.Realtime.Ports;

namespace Parley.Compliance;

/// <summary>Hints of every kind, for one channel and one account.</summary>
public static class HintSamples
{
    public static readonly Guid Channel = new("0195d2f0-0000-7000-8000-000000000001");
    public static readonly Guid Account = new("0195d2f0-0000-7000-8000-000000000002");
    public static readonly Guid Other = new("0195d2f0-0000-7000-8000-000000000003");

    public static IReadOnlyList<Hint> OfEveryKind =>
    [
        Event(Channel, 1, """{"type":"message.posted","data":{"text":"1: \u0000 'quoted' 🎉"}}"""),
        new ChannelHint(Channel, 2, new LoggedEvent(Channel, 2, Utf8("""{"type":"member.joined"}"""), EventEffect.Joined, Account)),
        new ChannelHint(Channel, long.MaxValue, Event: null),
        new ChannelFrameHint(Channel, Account, Utf8("""{"type":"typing"}""")),
        new AccountHint.Joined(Account, Channel, 7),
        new AccountHint.Frame(Account, Utf8("""{"type":"me.changed"}""")),
        new AccountHint.SignInsRevoked(Account, [Other, Channel]),
        new AccountHint.GroupsChanged(Account),
        new AccountChangedHint(Account, [Channel, Other]),
        new WorkspaceNewsHint(Other, WorkspaceNews.Emoji),
        new WorkspaceNewsHint(Other, WorkspaceNews.Groups),
        new PresenceHint(Other, new PresenceNews.Changes(1, [new PresenceEntry(Account, PresenceStatus.Away, [Channel, Other]), new PresenceEntry(Other, PresenceStatus.Offline, [])])),
        new PresenceHint(Other, new PresenceNews.Snapshot(2, 1, 3, [new PresenceEntry(Account, PresenceStatus.Online, [Channel])])),
        new PresenceHint(Other, new PresenceNews.Snapshot(2, 0, 1, [])),
        new PresenceHint(Other, new PresenceNews.Alive(3)),
        new PresenceHint(Other, new PresenceNews.Left()),
        new PresenceHint(Other, new PresenceNews.Ask(Account)),
    ];

    public static ChannelHint Event(Guid channelId, long seq, string json)
    {
        return new ChannelHint(channelId, seq, new LoggedEvent(channelId, seq, Utf8(json), EventEffect.None, Guid.Empty));
    }

    public static ChannelHint Event(Guid channelId, long seq, int jsonBytes)
    {
        return Event(channelId, seq, $"\"{new string('x', jsonBytes - 2)}\"");
    }

    private static byte[] Utf8(string json) => Encoding.UTF8.GetBytes(json);
}
