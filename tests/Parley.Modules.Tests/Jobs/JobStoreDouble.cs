using System.Threading.Channels;
using Parley.Contracts;
using Parley.Modules.Jobs;

namespace Parley.Modules.Tests.Jobs;

/// <summary>A queue with one job that is taken: the test answers each renewal by hand, and everything else is refused to whoever is not its holder.</summary>
internal sealed class JobStoreDouble(Guid holder) : IJobStore
{
    private readonly Channel<Renewal> _renewals = Channel.CreateUnbounded<Renewal>();

    /// <summary>The lease id of whoever has the job.</summary>
    public Guid Holder { get; set; } = holder;

    public ChannelReader<Renewal> Renewals => _renewals.Reader;

    /// <summary>"complete", "fail", "release", followed by " refused" where it was.</summary>
    public List<string> Calls { get; } = [];

    public Task<bool> RenewAsync(Guid jobId, JobLease lease, CancellationToken cancellationToken)
    {
        var renewal = new Renewal(lease);
        _renewals.Writer.TryWrite(renewal);
        return renewal.Answer.Task;
    }

    public Task<bool> CompleteAsync(JobCompletion completion, CancellationToken cancellationToken)
    {
        return Task.FromResult(Note("complete", completion.LeaseId));
    }

    public Task<bool> FailAsync(JobRun run, string error, DateTimeOffset now, DateTimeOffset? retryAt, CancellationToken cancellationToken)
    {
        return Task.FromResult(Note("fail", run.LeaseId));
    }

    public Task ReleaseAsync(JobRun run, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Note("release", run.LeaseId);
        return Task.CompletedTask;
    }

    public Task<bool> EnqueueAsync(NewJob job, CancellationToken cancellationToken) => throw NotARunsBusiness();

    public Task<IReadOnlyList<JobRun>> TakeAsync(IReadOnlyCollection<string> kinds, JobLease lease, int limit, CancellationToken cancellationToken) => throw NotARunsBusiness();

    public Task<List<JobDto>> ListAsync(JobState? state, Guid? before, int limit, CancellationToken cancellationToken) => throw NotARunsBusiness();

    public Task<JobDto?> FindAsync(Guid jobId, CancellationToken cancellationToken) => throw NotARunsBusiness();

    public Task<JobDto?> RetryAsync(Guid jobId, DateTimeOffset now, CancellationToken cancellationToken) => throw NotARunsBusiness();

    public Task<IReadOnlyList<JobCount>> CountAsync(CancellationToken cancellationToken) => throw NotARunsBusiness();

    public Task<int> PurgeAsync(DateTimeOffset doneBefore, DateTimeOffset deadBefore, int limit, JobCompletion completion, CancellationToken cancellationToken)
    {
        throw NotARunsBusiness();
    }

    private bool Note(string call, Guid leaseId)
    {
        var isHolder = leaseId == Holder;
        Calls.Add(isHolder ? call : $"{call} refused");
        return isHolder;
    }

    private static NotSupportedException NotARunsBusiness()
    {
        return new NotSupportedException("A run keeps, completes, fails or releases its job.");
    }

    internal sealed record Renewal(JobLease Lease)
    {
        public TaskCompletionSource<bool> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
