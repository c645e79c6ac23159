using Parley.Client;
using Parley.Contracts;

namespace Parley.Server.Tests.Threads;

/// <summary>What a client knows of its threads in one channel: as asked for, or kept up by events and frames, by the rules of <see cref="FollowedThreadsDto"/>.</summary>
internal sealed class FollowedModel
{
    private readonly Guid _me;
    private readonly Guid _channel;
    private readonly SortedDictionary<long, State> _threads = [];

    public FollowedModel(Guid me, Guid channel, FollowedThreadsDto fresh)
    {
        _me = me;
        _channel = channel;
        foreach (var one in fresh.Channels.Where(one => one.ChannelId == channel))
        {
            foreach (var thread in one.Threads)
            {
                _threads.Add(thread.ThreadSeq, new State(thread.IsFollowing, thread.ReadSeq, thread.Unread, one.Head));
            }
        }
    }

    public void Apply(StreamFrame frame)
    {
        switch (frame)
        {
            case StreamFrame.ThreadState({ ChannelId: var channel } state) when channel == _channel:
                _threads[state.ThreadSeq] = new State(state.IsFollowing, state.ReadSeq, state.Unread, state.Head);
                break;
            case StreamFrame.ChannelEvent({ ChannelId: var channel } one) when channel == _channel:
                Apply(one);
                break;
        }
    }

    public override string ToString()
    {
        return string.Join('\n', _threads.Select(thread => $"{thread.Key}: {thread.Value.IsFollowing} {thread.Value.ReadSeq} {thread.Value.Unread}"));
    }

    private void Apply(ChannelEventDto one)
    {
        if (one.AsMessagePosted() is { ThreadSeq: { } thread } posted)
        {
            var known = _threads.GetValueOrDefault(thread);
            if (one.ActorId == _me)
            {
                _threads[thread] = known is { IsFollowing: true } || one.Seq <= known?.Head ? known : new State(true, one.Seq, 0, one.Seq);
            }
            else if (known is null)
            {
                if (posted.RootAuthorId == _me)
                {
                    _threads[thread] = new State(true, one.Seq - 1, 1, one.Seq);
                }
            }
            else if (known.IsFollowing && one.Seq > known.Head && one.Seq > known.ReadSeq)
            {
                _threads[thread] = known with { Unread = known.Unread + 1 };
            }
        }

        if (one.AsMessageDeleted() is { ThreadSeq: { } from } deleted
            && deleted.AuthorId != _me
            && _threads.GetValueOrDefault(from) is { IsFollowing: true } follower
            && one.Seq > follower.Head
            && deleted.MessageSeq > follower.ReadSeq)
        {
            _threads[from] = follower with { Unread = follower.Unread - 1 };
        }
    }

    /// <param name="IsFollowing">Whether replies count.</param>
    /// <param name="ReadSeq">The read marker.</param>
    /// <param name="Unread">The count, of every event up to <paramref name="Head"/> and those applied since.</param>
    /// <param name="Head">Of when the server told it.</param>
    private sealed record State(bool IsFollowing, long ReadSeq, int Unread, long Head);
}
