using System.Diagnostics.Metrics;

namespace Parley.Realtime.Tests.Support;

/// <summary>Meters of one test, apart from those of others; sums up what its counters were given.</summary>
internal sealed class TestMeters : IMeterFactory
{
    private readonly List<Meter> _meters = [];
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, long> _sums = [];

    public TestMeters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (_meters.Contains(instrument.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => Add(instrument.Name, value));
        _listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => Add(instrument.Name, value));
        _listener.Start();
    }

    public long this[string name]
    {
        get
        {
            lock (_sums)
            {
                return _sums.GetValueOrDefault(name);
            }
        }
    }

    public Meter Create(MeterOptions options)
    {
        var meter = new Meter(options);
        _meters.Add(meter);
        return meter;
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.ForEach(meter => meter.Dispose());
    }

    private void Add(string name, long value)
    {
        lock (_sums)
        {
            _sums[name] = _sums.GetValueOrDefault(name) + value;
        }
    }
}
