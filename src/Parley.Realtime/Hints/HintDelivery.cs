using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Hints;

/// <summary>
/// The part of a bus within the process: one task hands hints to the subscribers, in the order of adding, so that a writer does not wait for the
/// fan-out of what it wrote. When subscribers fall too far behind, hints of channels and of presence are lost; those of accounts never are.
/// </summary>
public sealed partial class HintDelivery : IAsyncDisposable
{
    // About a second of the fastest writing there is, at some 300 bytes each.
    private const int WaitingHints = 32 * 1024;

    private readonly ILogger _logger;
    private readonly Channel<Hint?> _waiting = Channel.CreateUnbounded<Hint?>();
    private readonly Task _handingOn;
    private ImmutableArray<IHintSubscriber> _subscribers = [];

    // Counted here: a channel with one reader does not count.
    private int _waitingHints;
    private int _isLossWaiting;

    public HintDelivery(ILogger logger)
    {
        _logger = logger;
        _handingOn = Task.Run(HandOnAsync);
    }

    public IDisposable Subscribe(IHintSubscriber subscriber)
    {
        ImmutableInterlocked.Update(ref _subscribers, static (all, added) => all.Add(added), subscriber);
        return new Subscription(this, subscriber);
    }

    /// <returns>false when it was lost.</returns>
    public bool Add(Hint hint)
    {
        if (hint is not AccountHint && Volatile.Read(ref _waitingHints) >= WaitingHints)
        {
            return false;
        }

        Interlocked.Increment(ref _waitingHints);
        return _waiting.Writer.TryWrite(hint);
    }

    /// <summary>Tells the subscribers, after what was added before. Several that wait are told as one.</summary>
    public void AddLoss()
    {
        if (Interlocked.Exchange(ref _isLossWaiting, 1) == 0)
        {
            Interlocked.Increment(ref _waitingHints);
            _waiting.Writer.TryWrite(null);
        }
    }

    /// <summary>Hands on what was added, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _handingOn;
    }

    private async Task HandOnAsync()
    {
        await foreach (var hint in _waiting.Reader.ReadAllAsync())
        {
            Interlocked.Decrement(ref _waitingHints);
            if (hint is null)
            {
                Volatile.Write(ref _isLossWaiting, 0);
            }

            foreach (var subscriber in _subscribers)
            {
                HandOn(subscriber, hint);
            }
        }
    }

    private void HandOn(IHintSubscriber subscriber, Hint? hint)
    {
        try
        {
            if (hint is null)
            {
                subscriber.Lost();
            }
            else
            {
                subscriber.Receive(hint);
            }
        }
        catch (Exception exception)
        {
            // The edge of the loop: one hint's failure must not end all others; the next poll of the heads repairs it.
            LogSubscriberFailed(_logger, exception);
        }
    }

    [LoggerMessage(EventName = "bus.subscriber-failed", Level = LogLevel.Error, Message = "A subscriber of the hint bus failed.")]
    private static partial void LogSubscriberFailed(ILogger logger, Exception exception);

    private sealed class Subscription(HintDelivery delivery, IHintSubscriber subscriber) : IDisposable
    {
        public void Dispose()
        {
            ImmutableInterlocked.Update(ref delivery._subscribers, static (all, removed) => all.Remove(removed), subscriber);
        }
    }
}
