using System.Text;
using Parley.Realtime.Ports;

namespace Parley.Compliance;

/// <summary>A hint with all that is in it, as text: two that say the same are equal.</summary>
public static class HintText
{
    public static string Of(Hint hint)
    {
        return hint switch
        {
            ChannelHint { Event: { } logged } ofChannel =>
                $"event {ofChannel.ChannelId} {ofChannel.Head}: {logged.ChannelId} {logged.Seq} {logged.Effect} {logged.SubjectId} {Of(logged.Json)}",
            ChannelHint ofChannel => $"head {ofChannel.ChannelId} {ofChannel.Head}",
            ChannelFrameHint frame => $"frame {frame.ChannelId} but {frame.ExceptAccountId} {Of(frame.Json)}",
            AccountHint.Joined joined => $"joined {joined.AccountId} {joined.ChannelId} {joined.JoinedSeq}",
            AccountHint.Frame frame => $"account {frame.AccountId} {Of(frame.Json)}",
            AccountHint.SignInsRevoked revoked => $"revoked {revoked.AccountId} {string.Join(',', revoked.SignInIds)}",
            AccountHint.GroupsChanged changed => $"groups {changed.AccountId}",
            AccountChangedHint changed => $"changed {changed.AccountId} in {string.Join(',', changed.Groups)}",
            WorkspaceNewsHint news => $"{news.What} of {news.WorkspaceId}",
            PresenceHint presence => $"presence {presence.NodeId} {Of(presence.News)}",
            _ => throw new InvalidOperationException($"Unknown hint {hint}."),
        };
    }

    private static string Of(PresenceNews news)
    {
        return news switch
        {
            PresenceNews.Changes changes => $"changes {changes.Version} {Of(changes.Entries)}",
            PresenceNews.Snapshot snapshot => $"snapshot {snapshot.Version} {snapshot.Part}/{snapshot.Parts} {Of(snapshot.Entries)}",
            _ => $"{news}",
        };
    }

    private static string Of(IEnumerable<PresenceEntry> entries)
    {
        return string.Join(';', entries.Select(entry => $"{entry.AccountId} {entry.Status} in {string.Join(',', entry.AnnouncedIn)}"));
    }

    private static string Of(ReadOnlyMemory<byte> json)
    {
        return Encoding.UTF8.GetString(json.Span);
    }
}
