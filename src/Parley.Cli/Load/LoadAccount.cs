using System.Collections.Frozen;
using Parley.Client;

namespace Parley.Cli.Load;

/// <summary>An account that the run made, or found from an earlier one. Several connections share it.</summary>
internal sealed class LoadAccount(Guid id, string token, ParleyClient client, IReadOnlyList<Guid> channelIds)
{
    private readonly FrozenDictionary<Guid, int> _slots = channelIds.Index().ToFrozenDictionary(channel => channel.Item, channel => channel.Index);
    private long _notBeforeTicks;
    private Post? _lastPost;

    public Guid Id => id;

    public string Token => token;

    public ParleyClient Client => client;

    /// <summary>The channels of the run that it is in. Their places here are the slots of its connections' cursors.</summary>
    public IReadOnlyList<Guid> ChannelIds => channelIds;

    /// <summary>The epoch that the server said last.</summary>
    public string? Epoch { get; set; }

    /// <summary>Until when the server asked this account to pause, on the clock of the run.</summary>
    public TimeSpan NotBefore
    {
        get => TimeSpan.FromTicks(Volatile.Read(ref _notBeforeTicks));
        set => Volatile.Write(ref _notBeforeTicks, value.Ticks);
    }

    /// <summary>Keeps what it posted last, to be edited or deleted.</summary>
    public void KeepPost(Guid channelId, long seq)
    {
        Volatile.Write(ref _lastPost, new Post(channelId, seq));
    }

    /// <returns>What it posted last; null: nothing, or someone has taken it already.</returns>
    public Post? TakePost()
    {
        return Interlocked.Exchange(ref _lastPost, null);
    }

    public int? SlotOf(Guid channelId)
    {
        return _slots.TryGetValue(channelId, out var slot) ? slot : null;
    }

    public sealed record Post(Guid ChannelId, long Seq);
}
