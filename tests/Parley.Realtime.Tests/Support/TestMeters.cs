using System.Diagnostics.Metrics;

namespace Parley.Realtime.Tests.Support;

/// <summary>Meters of one test, apart from those of others; sums up what its instruments were given, by name and by <c>name{label=value}</c>.</summary>
internal sealed class TestMeters : IMeterFactory
{
    private readonly List<Meter> _meters = [];
    private readonly MeterListener _listener = new();
    private readonly Dictionary<string, double> _sums = [];
    private readonly Dictionary<string, int> _counts = [];

    public TestMeters()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (_meters.Contains(instrument.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public double this[string name]
    {
        get
        {
            lock (_sums)
            {
                return _sums.GetValueOrDefault(name);
            }
        }
    }

    /// <summary>How often it was measured.</summary>
    public int Count(string name)
    {
        lock (_sums)
        {
            return _counts.GetValueOrDefault(name);
        }
    }

    /// <summary>What a gauge says now.</summary>
    public double Read(string gauge)
    {
        lock (_sums)
        {
            _sums.Remove(gauge);
            _listener.RecordObservableInstruments();
            return _sums[gauge];
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

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        Add(instrument.Name, value);
        if (tags.Length > 0)
        {
            Add($"{instrument.Name}{{{string.Join(',', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}}}", value);
        }
    }

    private void Add(string name, double value)
    {
        lock (_sums)
        {
            _sums[name] = _sums.GetValueOrDefault(name) + value;
            _counts[name] = _counts.GetValueOrDefault(name) + 1;
        }
    }
}
