using System.Globalization;
using System.Text;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Tests.Support;

/// <summary>The log of a few channels in memory, with its memberships: what the database would say.</summary>
internal sealed class ModelLog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, List<LoggedEvent>> _channels = [];

    public string Epoch { get; set; } = "e1";

    public IEnumerable<Guid> ChannelIds => _channels.Keys;

    public long HeadOf(Guid channelId)
    {
        lock (_lock)
        {
            return _channels.TryGetValue(channelId, out var log) ? log.Count : 0;
        }
    }

    public LoggedEvent Post(Guid channelId, int textBytes = 0)
    {
        return Append(channelId, EventEffect.None, Guid.Empty, textBytes);
    }

    /// <summary>An event whose JSON is the test's.</summary>
    public void Add(Guid channelId, byte[] json)
    {
        lock (_lock)
        {
            _channels[channelId].Add(new LoggedEvent(channelId, _channels[channelId].Count + 1, json, EventEffect.None, Guid.Empty));
        }
    }

    public LoggedEvent Join(Guid channelId, Guid accountId)
    {
        Assert.False(IsMember(channelId, accountId), "The model joins only who is no member.");
        return Append(channelId, EventEffect.Joined, accountId, textBytes: 0);
    }

    public LoggedEvent Leave(Guid channelId, Guid accountId)
    {
        Assert.True(IsMember(channelId, accountId), "The model lets only members leave.");
        return Append(channelId, EventEffect.Left, accountId, textBytes: 0);
    }

    public bool IsMember(Guid channelId, Guid accountId)
    {
        return IsMemberAfter(channelId, accountId, HeadOf(channelId));
    }

    /// <summary>Whether the account may receive this event: from its joined to its left, both included.</summary>
    public bool IsVisible(Guid channelId, Guid accountId, long seq)
    {
        var logged = _channels[channelId][(int)seq - 1];
        return logged.SubjectId == accountId || IsMemberAfter(channelId, accountId, seq);
    }

    public IReadOnlyList<LoggedEvent> Read(EventRange range)
    {
        lock (_lock)
        {
            return [.. _channels.GetValueOrDefault(range.ChannelId, []).Skip((int)range.After).Take(range.Limit)];
        }
    }

    public FollowedChannels FollowedBy(Guid accountId)
    {
        lock (_lock)
        {
            return new FollowedChannels
            {
                Epoch = Epoch,
                Channels = [.. ChannelIds.Where(one => IsMember(one, accountId)).Select(one => new ChannelHead(one, HeadOf(one)))],
                AnnouncedIn = [],
                PresenceOf = [],
            };
        }
    }

    private bool IsMemberAfter(Guid channelId, Guid accountId, long seq)
    {
        for (var index = (int)seq - 1; index >= 0; index--)
        {
            var logged = _channels[channelId][index];
            if (logged.SubjectId == accountId)
            {
                return logged.Effect == EventEffect.Joined;
            }
        }

        return false;
    }

    private LoggedEvent Append(Guid channelId, EventEffect change, Guid subjectId, int textBytes)
    {
        lock (_lock)
        {
            if (!_channels.TryGetValue(channelId, out var log))
            {
                _channels[channelId] = log = [];
            }

            var seq = log.Count + 1;
            var json = string.Create(
                CultureInfo.InvariantCulture,
                $$$"""{"type":"{{{(change == EventEffect.None ? "message.posted" : "member." + change)}}}","channelId":"{{{channelId}}}","seq":{{{seq}}},"data":{"text":"{{{new string('x', textBytes)}}}"}}""");
            var logged = new LoggedEvent(channelId, seq, Encoding.UTF8.GetBytes(json), change, subjectId);
            log.Add(logged);
            return logged;
        }
    }
}
