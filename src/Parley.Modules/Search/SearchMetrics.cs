using System.Diagnostics.Metrics;

namespace Parley.Modules.Search;

/// <summary>The meter <c>parley.search</c>.</summary>
internal sealed class SearchMetrics
{
    public const string MeterName = "parley.search";

    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _lag;
    private readonly Counter<long> _indexed;
    private long _waiting;

    public SearchMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _duration = meter.CreateHistogram<double>("parley.search.duration", "s", "How long searches took, by what was looked for: messages, files, people, channels.");
        _lag = meter.CreateHistogram<double>("parley.search.lag", "s", "How long after they were posted messages came into the index; the oldest of each batch.");
        _indexed = meter.CreateCounter<long>("parley.search.indexed", "{message}", "Messages that came into the index as they were posted.");
        meter.CreateObservableGauge("parley.search.waiting", () => Volatile.Read(ref _waiting), "{event}", "Events that the index had not seen at a worker's last look.");
    }

    public void Searched(string what, TimeSpan took)
    {
        _duration.Record(took.TotalSeconds, new KeyValuePair<string, object?>("what", what));
    }

    public void Looked(long waiting)
    {
        Volatile.Write(ref _waiting, waiting);
    }

    public void Indexed(int messages, TimeSpan lag)
    {
        _indexed.Add(messages);
        _lag.Record(Math.Max(0, lag.TotalSeconds));
    }
}
