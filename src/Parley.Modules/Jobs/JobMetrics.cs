using System.Diagnostics.Metrics;
using Parley.Contracts;

namespace Parley.Modules.Jobs;

/// <summary>The workers' meter, <c>parley.jobs</c>.</summary>
internal sealed class JobMetrics
{
    public const string MeterName = "parley.jobs";

    private static readonly JobState[] CountedStates = [JobState.Waiting, JobState.Running, JobState.Dead];

    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _lag;
    private readonly TimeProvider _time;
    private IReadOnlyList<JobCount>? _counts;

    public JobMetrics(IMeterFactory meters, TimeProvider time)
    {
        _time = time;
        var meter = meters.Create(MeterName);
        _duration = meter.CreateHistogram<double>("parley.jobs.duration", "s", "How long runs took, by kind and outcome: done, retried, dead, lost, released.");
        _lag = meter.CreateHistogram<double>("parley.jobs.lag", "s", "How long after they were enqueued jobs were begun for the first time, by kind.");
        meter.CreateObservableGauge("parley.jobs.depth", Depth, "{job}", "Jobs in the queue, by state: waiting, running, dead.");
        meter.CreateObservableGauge("parley.jobs.oldest", Oldest, "s", "For how long the job that waits longest has been due.");
    }

    public void Began(JobRun job)
    {
        if (job.Attempt == 1)
        {
            _lag.Record(Math.Max(0, (_time.GetUtcNow() - job.EnqueuedAt).TotalSeconds), new KeyValuePair<string, object?>("kind", job.Kind));
        }
    }

    public void Ended(JobRun job, string outcome, TimeSpan took)
    {
        _duration.Record(took.TotalSeconds, new("kind", job.Kind), new("outcome", outcome));
    }

    /// <summary>What the queue was like a moment ago.</summary>
    public void Counted(IReadOnlyList<JobCount> counts)
    {
        _counts = counts;
    }

    private IEnumerable<Measurement<long>> Depth()
    {
        // A state that no job is in is 0 and not silent: an alert that watches it can tell that from a worker that does not count.
        return _counts is { } counts
            ? CountedStates.Select(state => new Measurement<long>(counts.Where(count => count.State == state).Sum(count => count.Jobs), new KeyValuePair<string, object?>("state", NameOf(state))))
            : [];
    }

    private double Oldest()
    {
        var now = _time.GetUtcNow();
        return (_counts ?? []).Where(count => count.State == JobState.Waiting).Select(count => Math.Max(0, (now - count.OldestDueAt).TotalSeconds)).FirstOrDefault();
    }

    private static string NameOf(JobState state)
    {
        return state.ToString().ToLowerInvariant();
    }
}
