using System.Diagnostics.Metrics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Parley.Testing;

/// <summary>What the meters of one program are given, from the beginning of this on. A measurement is named <c>instrument{label=value,…}</c>, labels in their order.</summary>
public sealed class MeterReadings : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<string, (int Count, double Sum, double Last)> _measured = [];
    private readonly List<Instrument> _instruments = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="meters">Of the program; meters of others in this process are left alone.</param>
    public MeterReadings(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters && instrument.Name.StartsWith("parley.", StringComparison.Ordinal))
            {
                lock (_lock)
                {
                    _instruments.Add(instrument);
                }

                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What the program has registered by now.</summary>
    public IReadOnlyList<Instrument> Instruments
    {
        get
        {
            lock (_lock)
            {
                return [.. _instruments];
            }
        }
    }

    /// <summary>Everything that was measured, by its name with labels.</summary>
    public IReadOnlyCollection<string> Names
    {
        get
        {
            lock (_lock)
            {
                return [.. _measured.Keys];
            }
        }
    }

    public static MeterReadings Of(TestServer server)
    {
        return new MeterReadings(server.Services.GetRequiredService<IMeterFactory>());
    }

    /// <summary>How often it was measured.</summary>
    public int Count(string name) => Of(name).Count;

    public double Sum(string name) => Of(name).Sum;

    /// <summary>What a gauge says now.</summary>
    public double Read(string name)
    {
        _listener.RecordObservableInstruments();
        return Of(name).Last;
    }

    /// <summary>Asks every gauge.</summary>
    public void ReadAll() => _listener.RecordObservableInstruments();

    public Task CountsAsync(string name, int atLeast)
    {
        return WaitAsync(() => Count(name) >= atLeast, name);
    }

    public Task SumsAsync(string name, double atLeast)
    {
        return WaitAsync(() => Sum(name) >= atLeast, name);
    }

    public void Dispose()
    {
        _listener.Dispose();
    }

    private async Task WaitAsync(Func<bool> isSo, string name)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            if (isSo())
            {
                return;
            }

            await changed.WaitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (patience.IsCancellationRequested && !isSo())
            {
                Assert.Fail($"{name} was not measured within {Patience}; what was: {string.Join("; ", Names.Order(StringComparer.Ordinal))}");
            }
        }
    }

    private (int Count, double Sum, double Last) Of(string name)
    {
        lock (_lock)
        {
            return _measured.GetValueOrDefault(name);
        }
    }

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = string.Join(',', tags.ToArray().Select(tag => string.Create(CultureInfo.InvariantCulture, $"{tag.Key}={tag.Value}")));
        var name = labels.Length == 0 ? instrument.Name : $"{instrument.Name}{{{labels}}}";
        lock (_lock)
        {
            var before = _measured.GetValueOrDefault(name);
            _measured[name] = (before.Count + 1, before.Sum + value, value);
        }

        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
