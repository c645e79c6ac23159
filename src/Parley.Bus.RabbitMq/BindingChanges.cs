using System.Threading.Channels;
using Parley.Realtime.Ports;
using RabbitMQ.Client;

namespace Parley.Bus.RabbitMq;

/// <summary>What is still to be bound to one queue, in order. Added to from any thread; one loop applies it.</summary>
internal sealed class BindingChanges
{
    private readonly Channel<Change> _waiting = Channel.CreateUnbounded<Change>(new UnboundedChannelOptions { SingleReader = true });

    public BindingChanges(IEnumerable<HintTopic> followed)
    {
        foreach (var topic in followed)
        {
            _ = Add(topic, isFollowed: true);
        }
    }

    /// <returns>Ends when the broker has done it, or never will.</returns>
    public Task Add(HintTopic topic, bool isFollowed)
    {
        var change = new Change(topic, isFollowed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (!_waiting.Writer.TryWrite(change))
        {
            change.Done.SetResult();
        }

        return change.Done.Task;
    }

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        return _waiting.Reader.WaitToReadAsync(cancellationToken);
    }

    /// <summary>Applies all that waits. The broker answers only the last binding of a row: a channel's commands are done in order.</summary>
    public async Task ApplyAsync(IChannel channel, string queue, string exchange, CancellationToken cancellationToken)
    {
        List<Change> applied = [];
        try
        {
            while (_waiting.Reader.TryRead(out var change))
            {
                applied.Add(change);
                if (change.IsFollowed)
                {
                    var isLast = !_waiting.Reader.TryPeek(out _);
                    await channel.QueueBindAsync(queue, exchange, change.Topic.Name, arguments: null, noWait: !isLast, cancellationToken);
                }
                else
                {
                    await channel.QueueUnbindAsync(queue, exchange, change.Topic.Name, arguments: null, cancellationToken);
                }
            }
        }
        finally
        {
            // Also when the connection was lost: the next queue is bound to what is followed then, and the loss is told.
            applied.ForEach(change => change.Done.SetResult());
        }
    }

    /// <summary>The queue is gone.</summary>
    public void GiveUp()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var change))
        {
            change.Done.SetResult();
        }
    }

    private readonly record struct Change(HintTopic Topic, bool IsFollowed, TaskCompletionSource Done);
}
