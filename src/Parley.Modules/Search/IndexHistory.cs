using Parley.Modules.Jobs;

namespace Parley.Modules.Search;

/// <summary>Indexes what was posted before there was an index, or before it was forgotten: newest first, and what is done stays done when the worker ends.</summary>
internal sealed class IndexHistory(ISearchIndex index, TimeProvider time) : IJobHandler
{
    internal const int MessagesAtOnce = 200;

    public string Kind => "search.history";

    public TimeSpan? Every => TimeSpan.FromMinutes(10);

    public async Task RunAsync(JobRun job, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (await index.IndexHistoryAsync(MessagesAtOnce, cancellationToken))
        {
            // As long as it took: people's requests come first.
            await Task.Delay(time.GetElapsedTime(began), time, cancellationToken);
            began = time.GetTimestamp();
        }
    }
}
