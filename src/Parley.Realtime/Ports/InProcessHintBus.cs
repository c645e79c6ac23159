using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Parley.Realtime.Ports;

/// <summary>
/// The bus of a node that is alone. Hints are handed on by one task, in the order of publishing, so that a writer does not wait for the fan-out of
/// what it wrote. When readers of the bus fall this far behind, channel hints are lost, as on any bus; hints for accounts never are.
/// </summary>
public sealed partial class InProcessHintBus : IHintBus, IAsyncDisposable
{
    // About a second of the fastest writing there is, at some 300 bytes each.
    private const int WaitingHints = 32 * 1024;

    private readonly ILogger<InProcessHintBus> _logger;
    private readonly Channel<object> _waiting = Channel.CreateUnbounded<object>();
    private readonly Task _handingOn;
    private ImmutableArray<IHintSubscriber> _subscribers = [];

    // Counted here: a channel with one reader does not count.
    private int _waitingHints;

    public InProcessHintBus(ILogger<InProcessHintBus> logger)
    {
        _logger = logger;
        _handingOn = Task.Run(HandOnAsync);
    }

    /// <inheritdoc />
    public void Publish(ChannelHint hint)
    {
        if (Volatile.Read(ref _waitingHints) < WaitingHints)
        {
            Add(hint);
        }
    }

    /// <inheritdoc />
    public void Publish(AccountHint hint)
    {
        Add(hint);
    }

    /// <inheritdoc />
    public IDisposable Subscribe(IHintSubscriber subscriber)
    {
        ImmutableInterlocked.Update(ref _subscribers, static (all, added) => all.Add(added), subscriber);
        return new Subscription(this, subscriber);
    }

    /// <summary>Hands on what was published, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _handingOn;
    }

    private void Add(object hint)
    {
        Interlocked.Increment(ref _waitingHints);
        _waiting.Writer.TryWrite(hint);
    }

    private async Task HandOnAsync()
    {
        await foreach (var hint in _waiting.Reader.ReadAllAsync())
        {
            Interlocked.Decrement(ref _waitingHints);
            foreach (var subscriber in _subscribers)
            {
                HandOn(subscriber, hint);
            }
        }
    }

    private void HandOn(IHintSubscriber subscriber, object hint)
    {
        try
        {
            if (hint is ChannelHint channelHint)
            {
                subscriber.Receive(channelHint);
            }
            else
            {
                subscriber.Receive((AccountHint)hint);
            }
        }
        catch (Exception exception)
        {
            // The edge of the loop: one hint's failure must not end all others; the next poll of the heads repairs it.
            LogSubscriberFailed(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A subscriber of the hint bus failed.")]
    private partial void LogSubscriberFailed(Exception exception);

    private sealed class Subscription(InProcessHintBus bus, IHintSubscriber subscriber) : IDisposable
    {
        public void Dispose()
        {
            ImmutableInterlocked.Update(ref bus._subscribers, static (all, removed) => all.Remove(removed), subscriber);
        }
    }
}
