using Parley.Client;

namespace Parley.Cli.Verify;

/// <summary>Who was a member of which channel from which seq to which, as the logs say: exact, because coming and leaving are events of the channel.</summary>
internal sealed class Memberships
{
    private readonly Dictionary<(Guid ChannelId, Guid AccountId), List<Stay>> _stays = [];

    public Memberships(IReadOnlyDictionary<Guid, ChannelHistory> channels)
    {
        foreach (var (channelId, channel) in channels)
        {
            foreach (var stored in channel.Events)
            {
                if (stored.AsMemberJoined() is { AccountId: var joined })
                {
                    StaysOf(channelId, joined).Add(new Stay(stored.Seq, long.MaxValue));
                }
                else if (stored.AsMemberLeft() is { AccountId: var left } && StaysOf(channelId, left) is { Count: > 0 } stays)
                {
                    stays[^1] = stays[^1] with { Last = Math.Min(stays[^1].Last, stored.Seq) };
                }
            }
        }
    }

    /// <summary>Whether the account was there when the event happened; its own coming and leaving belong to it.</summary>
    public bool IsTheirs(Guid channelId, Guid accountId, long seq)
    {
        return Find(channelId, accountId).Exists(stay => stay.First <= seq && seq <= stay.Last);
    }

    /// <returns>The first event after this one that the account may have; null: there is none.</returns>
    public long? NextOfTheirs(Guid channelId, Guid accountId, long after)
    {
        var stay = Find(channelId, accountId).Find(stay => stay.Last > after);
        return stay is null ? null : Math.Max(stay.First, after + 1);
    }

    /// <summary>Whether a stay begins with this event.</summary>
    public bool Begins(Guid channelId, Guid accountId, long seq)
    {
        return Find(channelId, accountId).Exists(stay => stay.First == seq);
    }

    /// <summary>Whether the account left any channel.</summary>
    public bool EverLeft(Guid accountId)
    {
        return _stays.Any(one => one.Key.AccountId == accountId && one.Value.Exists(stay => stay.Last != long.MaxValue));
    }

    private List<Stay> StaysOf(Guid channelId, Guid accountId)
    {
        return _stays.TryGetValue((channelId, accountId), out var stays) ? stays : _stays[(channelId, accountId)] = [];
    }

    private List<Stay> Find(Guid channelId, Guid accountId)
    {
        return _stays.GetValueOrDefault((channelId, accountId)) ?? [];
    }

    private sealed record Stay(long First, long Last);
}
