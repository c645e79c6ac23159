using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Parley.Realtime.Ports;

namespace Parley.Compliance;

/// <summary>One node on a bus: publishes, and remembers what it was handed.</summary>
public sealed class HintNode : IHintSubscriber, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, long> _counts = new();
    private readonly Lock _lock = new();
    private readonly List<string> _received = [];
    private TaskCompletionSource _changed = NewSignal();
    private int _losses;

    /// <param name="createBus">Disposed with the node.</param>
    public HintNode(Func<IMeterFactory, IHintBus> createBus)
    {
        var meters = _services.GetRequiredService<IMeterFactory>();
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => _counts[instrument.Name] = value);
        _listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => _counts.AddOrUpdate(instrument.Name, 1, (_, times) => times + 1));
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) =>
        {
            _counts.AddOrUpdate(instrument.Name, value, (_, sum) => sum + value);
            Signal();
        });
        _listener.Start();
        Bus = createBus(meters);
        Bus.Subscribe(this);
    }

    public IHintBus Bus { get; }

    public IReadOnlyList<string> Received
    {
        get
        {
            lock (_lock)
            {
                return [.. _received];
            }
        }
    }

    public int Losses => Volatile.Read(ref _losses);

    /// <summary>A counter of the meter <c>parley.bus</c>, over all its labels; of a histogram, how often it was measured.</summary>
    public long Count(string counter) => _counts.GetValueOrDefault(counter);

    /// <summary>What a gauge of it says now.</summary>
    public long Read(string gauge)
    {
        _listener.RecordObservableInstruments();
        return Count(gauge);
    }

    /// <summary>Waits until the gauge reads so; nothing tells when it does.</summary>
    public async Task SaysAsync(string gauge, long value)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (Read(gauge) != value)
        {
            Assert.False(patience.IsCancellationRequested, $"{gauge} is not {value} within {Patience}.");
            await looks.WaitForNextTickAsync();
        }
    }

    public void Receive(Hint hint)
    {
        lock (_lock)
        {
            _received.Add(HintText.Of(hint));
        }

        Signal();
    }

    public void Lost()
    {
        Interlocked.Increment(ref _losses);
        Signal();
    }

    public Task ReceivesAsync(Hint hint)
    {
        var text = HintText.Of(hint);
        return WaitAsync(() => Received.Contains(text), $"It did not receive {text[..Math.Min(text.Length, 200)]}");
    }

    public Task ListensAsync() => WaitAsync(() => Count("parley.bus.listens") > 0, "It does not listen");

    /// <summary>Waits until it is so; looks whenever something comes.</summary>
    public async Task WaitAsync(Func<bool> isSo, string otherwise)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            if (isSo())
            {
                return;
            }

            try
            {
                await changed.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail($"{otherwise} within {Patience}; it has: {string.Join('\n', Received.TakeLast(5))}");
            }
        }
    }

    /// <returns>Whether it is so before the time is over.</returns>
    public async Task<bool> IsSoWithinAsync(Func<bool> isSo, TimeSpan time)
    {
        using var patience = new CancellationTokenSource(time);
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            if (isSo())
            {
                return true;
            }

            await changed.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (patience.IsCancellationRequested)
            {
                return isSo();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)Bus).DisposeAsync();
        _listener.Dispose();
        await _services.DisposeAsync();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Signal()
    {
        Interlocked.Exchange(ref _changed, NewSignal()).TrySetResult();
    }
}
