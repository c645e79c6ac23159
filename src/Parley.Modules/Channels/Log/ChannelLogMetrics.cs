using System.Diagnostics.Metrics;

namespace Parley.Modules.Channels.Log;

/// <summary>The log's meter, <c>parley.log</c>: posts, and the transactions that store them. Counts are added once for each transaction.</summary>
internal sealed class ChannelLogMetrics
{
    public const string MeterName = "parley.log";

    private static readonly KeyValuePair<string, object?> CommittedTag = new("outcome", "committed");
    private static readonly KeyValuePair<string, object?> RepeatedTag = new("outcome", "repeated");
    private static readonly KeyValuePair<string, object?> RefusedTag = new("outcome", "refused");
    private static readonly KeyValuePair<string, object?> FailedTag = new("outcome", "failed");

    private readonly Meter _meter;
    private readonly Counter<long> _posts;
    private readonly Histogram<double> _postDuration;
    private readonly Counter<long> _commits;
    private readonly Histogram<double> _commitDuration;
    private readonly Histogram<long> _batchSize;

    public ChannelLogMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _posts = _meter.CreateCounter<long>("parley.log.posts", "{post}", "What became of posts, by outcome: committed, repeated, refused, failed.");
        _postDuration = _meter.CreateHistogram<double>("parley.log.post.duration", "s", "From a post's arrival at the log to its answer.");
        _commits = _meter.CreateCounter<long>("parley.log.commits", "{commit}", "Transactions that stored posts, by outcome: committed, failed.");
        _commitDuration = _meter.CreateHistogram<double>("parley.log.commit.duration", "s", "How long the database took for one of them.");
        _batchSize = _meter.CreateHistogram<long>("parley.log.batch.size", "{event}", "Posts in one of them.");
    }

    /// <summary>How many wait is asked at each reading.</summary>
    public void Observe(Func<int> waiting)
    {
        _meter.CreateObservableGauge("parley.log.queue.depth", waiting, "{event}", "Posts that wait for their transaction.");
    }

    public void Committed(IReadOnlyList<PostOutcome> outcomes, TimeSpan took)
    {
        var (committed, repeated) = (0, 0);
        foreach (var outcome in outcomes)
        {
            committed += outcome is PostOutcome.Posted ? 1 : 0;
            repeated += outcome is PostOutcome.Repeated ? 1 : 0;
        }

        Add(committed, CommittedTag);
        Add(repeated, RepeatedTag);
        Add(outcomes.Count - committed - repeated, RefusedTag);
        _commits.Add(1, CommittedTag);
        _commitDuration.Record(took.TotalSeconds);
        _batchSize.Record(outcomes.Count);
    }

    public void CommitFailed(int posts, TimeSpan took)
    {
        Failed(posts);
        _commits.Add(1, FailedTag);
        _commitDuration.Record(took.TotalSeconds);
        _batchSize.Record(posts);
    }

    /// <summary>Posts that came into no transaction.</summary>
    public void Failed(int posts) => Add(posts, FailedTag);

    public void Answered(TimeSpan took) => _postDuration.Record(took.TotalSeconds);

    private void Add(int posts, in KeyValuePair<string, object?> outcome)
    {
        if (posts > 0)
        {
            _posts.Add(posts, outcome);
        }
    }
}
