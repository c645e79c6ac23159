using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Hints;

/// <summary>
/// The bus of several nodes over some network: local subscribers get what is published here as from <see cref="InProcessHintBus"/>, without a
/// network in between, and one loop each sends and listens. While the network is away both try again, with backoff and full jitter, and nobody waits.
/// </summary>
public sealed partial class SharedHintBus : IHintBus, IHintReceiver, IAsyncDisposable
{
    // A network that takes longer for this is as good as away.
    private static readonly TimeSpan FollowTimeout = TimeSpan.FromSeconds(2);

    // While the network is away, revocations are found so late. Each time is a query for every connection.
    private static readonly TimeSpan LossAgainAfter = TimeSpan.FromSeconds(30);

    // What waits at the stop is worth no longer.
    private static readonly TimeSpan FlushTimeout = TimeSpan.FromSeconds(2);

    private readonly IHintTransport _transport;
    private readonly TimeProvider _time;
    private readonly ILogger<SharedHintBus> _logger;
    private readonly HintBusMetrics _metrics;
    private readonly HintDelivery _delivery;
    private readonly HintInterests _interests;
    private readonly HintOutbox _outbox = new();
    private readonly HintPacker _packer;
    private readonly Guid _sender;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _sending;
    private readonly Task _listening;
    private long _lossToldAt;

    // Something for an account was dropped: the other nodes are told to look at everything.
    private volatile bool _owesLoss;
    private volatile bool _isListening;
    private int _isDisposed;

    public SharedHintBus(IHintTransport transport, TimeProvider time, Random random, IMeterFactory meters, ILogger<SharedHintBus> logger)
    {
        _transport = transport;
        _time = time;
        _logger = logger;
        _metrics = new HintBusMetrics(meters);
        _metrics.Observe(() => _isListening && !_outbox.IsAway);
        _delivery = new HintDelivery(logger);
        _interests = new HintInterests(transport);
        _sender = Guid.CreateVersion7(time.GetUtcNow());
        _lossToldAt = time.GetTimestamp();
        _packer = new HintPacker(_sender, transport.PacketBytes, transport.IsByTopic, time);
        var (sending, listening) = (new JitteredBackoff(new Random(random.Next()), time), new JitteredBackoff(new Random(random.Next()), time));
        _sending = Task.Run(() => SendAsync(sending));
        _listening = Task.Run(() => ListenAsync(listening));
    }

    /// <inheritdoc />
    public bool IsShared => true;

    /// <inheritdoc />
    public void Publish(Hint hint)
    {
        _delivery.Add(hint);
        if (!_outbox.TryAdd(hint))
        {
            _owesLoss |= hint is AccountHint;
            _metrics.Dropped(_outbox.IsAway ? "away" : "full");
        }
    }

    /// <inheritdoc />
    public IDisposable Subscribe(IHintSubscriber subscriber)
    {
        return _delivery.Subscribe(subscriber);
    }

    /// <inheritdoc />
    public ValueTask FollowAsync(HintTopic topic)
    {
        var inForce = _interests.Follow(topic);
        return inForce.IsCompletedSuccessfully ? ValueTask.CompletedTask : new ValueTask(WaitAsync(inForce));
    }

    /// <inheritdoc />
    public void Unfollow(HintTopic topic)
    {
        _interests.Unfollow(topic);
    }

    /// <inheritdoc />
    void IHintReceiver.Receive(ReadOnlyMemory<byte> packet)
    {
        if (HintCodec.SenderOf(packet.Span) is not { } sender)
        {
            _metrics.Ignored("version");
            return;
        }

        if (sender == _sender)
        {
            return;
        }

        if (HintCodec.SentAt(packet.Span) is { } sentAt)
        {
            _metrics.Came(_time.GetUtcNow() - sentAt);
        }

        List<Hint> hints = [];
        if (HintCodec.Read(packet, _interests.Wants, hints) is var ignored and > 0)
        {
            _metrics.Ignored("entry", ignored);
        }

        _metrics.Received(hints.Count);
        foreach (var hint in hints)
        {
            if (hint is LossHint)
            {
                _delivery.AddLoss();
            }
            else
            {
                _delivery.Add(hint);
            }
        }
    }

    /// <inheritdoc />
    void IHintReceiver.SendingLost()
    {
        _outbox.TryAdd(LossHint.Instance);
    }

    /// <inheritdoc />
    void IHintReceiver.Listening()
    {
        _isListening = true;
        _metrics.Listening();
        LogListening();
        TellLoss();
    }

    /// <summary>Sends and hands on what was published, as far as that is quick, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 1)
        {
            return;
        }

        _outbox.Complete();
        if (!_outbox.IsAway)
        {
            await Task.WhenAny(_sending, Task.Delay(FlushTimeout, _time, _stopping.Token));
        }

        await _stopping.CancelAsync();
        await Task.WhenAll(_sending, _listening);
        await _transport.DisposeAsync();
        await _delivery.DisposeAsync();
        _stopping.Dispose();
    }

    private void TellLoss()
    {
        _lossToldAt = _time.GetTimestamp();
        _delivery.AddLoss();
    }

    private async Task WaitAsync(Task inForce)
    {
        try
        {
            await inForce.WaitAsync(FollowTimeout, _time, _stopping.Token);
        }
        catch (TimeoutException)
        {
            _ = TellWhenInForceAsync(inForce);
        }
        catch (Exception exception)
        {
            // The transport lost its connection meanwhile, or ends.
            LogFollowFailed(exception);
        }
    }

    private async Task TellWhenInForceAsync(Task inForce)
    {
        await inForce.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _delivery.AddLoss();
    }

    private async Task SendAsync(JitteredBackoff backoff)
    {
        List<Hint> hints = [];
        try
        {
            while (await _outbox.WaitAsync(_stopping.Token))
            {
                _outbox.TakeInto(hints);
                await SendAsync(hints, backoff);
                hints.Clear();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // What was not sent by now is found by the look at the heads.
        }
    }

    /// <summary>Sends until the network takes them.</summary>
    private async Task SendAsync(List<Hint> hints, JitteredBackoff backoff)
    {
        backoff.Reset();
        while (true)
        {
            try
            {
                AddLossOwed(hints);
                var (packets, tooLarge) = _packer.Pack(hints);
                if (tooLarge > 0)
                {
                    _metrics.Dropped("too_large", tooLarge);
                    LogTooLarge(tooLarge, _transport.PacketBytes);
                }

                using var span = Traces.StartForAll("send hints", ActivityKind.Producer, hints, TraceParentOf);
                await _transport.SendAsync(packets, _stopping.Token);
                _metrics.Sent(hints.Count - tooLarge, packets.Count);
                _outbox.IsAway = false;
                return;
            }
            catch (Exception exception) when (!_stopping.IsCancellationRequested)
            {
                // The edge of the loop: whatever it is, the next try may succeed.
                LogSendFailed(exception, backoff.Attempts);
                _outbox.IsAway = true;
                _owesLoss = true;
                DropWhatCanBeFound(hints);
            }

            await backoff.WaitAsync(_stopping.Token);
            _outbox.TakeInto(hints);
        }
    }

    private static string? TraceParentOf(Hint hint)
    {
        return (hint as ChannelHint)?.Event?.TraceParent;
    }

    private void AddLossOwed(List<Hint> hints)
    {
        if (_owesLoss)
        {
            _owesLoss = false;
            hints.Insert(0, LossHint.Instance);
        }
    }

    /// <summary>By a look at the heads, which the word of the loss makes every node take.</summary>
    private void DropWhatCanBeFound(List<Hint> hints)
    {
        hints.RemoveAll(hint => hint is LossHint);
        if (hints.RemoveAll(hint => hint is not AccountHint) is var dropped and > 0)
        {
            _metrics.Dropped("away", dropped);
        }
    }

    private async Task ListenAsync(JitteredBackoff backoff)
    {
        try
        {
            while (true)
            {
                var since = _time.GetTimestamp();
                await ListenOnceAsync(backoff.Attempts);
                _isListening = false;
                if (_time.GetElapsedTime(since) > FollowTimeout)
                {
                    backoff.Reset();
                }

                if (_time.GetElapsedTime(_lossToldAt) > LossAgainAfter)
                {
                    TellLoss();
                }

                await backoff.WaitAsync(_stopping.Token);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The node stops.
        }
    }

    private async Task ListenOnceAsync(int attempt)
    {
        try
        {
            await _transport.ListenAsync(this, _stopping.Token);
        }
        catch (Exception exception) when (!_stopping.IsCancellationRequested)
        {
            // The edge of the loop, as above.
            LogListenFailed(exception, attempt);
        }
    }

    [LoggerMessage(EventName = "bus.listening", Level = LogLevel.Information, Message = "Listening to the bus.")]
    private partial void LogListening();

    [LoggerMessage(EventName = "bus.lost", Level = LogLevel.Warning, Message = "The bus was lost, or not reached, at attempt {Attempt}; events come by the look at the heads until it is back.")]
    private partial void LogListenFailed(Exception exception, int attempt);

    [LoggerMessage(EventName = "bus.send-failed", Level = LogLevel.Warning, Message = "The bus took nothing at attempt {Attempt}; it will be tried again.")]
    private partial void LogSendFailed(Exception exception, int attempt);

    [LoggerMessage(EventName = "bus.follow-unconfirmed", Level = LogLevel.Debug, Message = "The bus did not confirm what is followed.")]
    private partial void LogFollowFailed(Exception exception);

    [LoggerMessage(EventName = "bus.hint-too-large", Level = LogLevel.Warning, Message = "{Hints} hints were larger than the {Bytes} bytes that the bus carries, and dropped.")]
    private partial void LogTooLarge(int hints, int bytes);
}
