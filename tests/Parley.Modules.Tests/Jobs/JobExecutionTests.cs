using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Parley.Contracts;
using Parley.Modules.Jobs;

namespace Parley.Modules.Tests.Jobs;

/// <summary>A run keeps its lease while it goes on, and ends itself when another worker has the job.</summary>
public sealed class JobExecutionTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly JobRun Job = new() { Id = new Guid(1, 0, 0, new byte[8]), Kind = "count", Payload = "", Attempt = 1, EnqueuedAt = default, LeaseId = new Guid(2, 0, 0, new byte[8]) };

    private readonly FakeTimeProvider _time = new();
    private readonly QueueDouble _queue = new();

    [Fact]
    public async Task The_lease_is_renewed_every_third_of_it_until_the_job_is_done()
    {
        var end = new TaskCompletionSource();
        var run = await BeginAsync(_ => end.Task);
        for (var third = 1; third <= 4; third++)
        {
            _time.Advance(Lease / 3);
            Assert.Equal(_time.GetUtcNow() + Lease, await _queue.NextRenewalAsync());
        }

        end.SetResult();
        await run();

        Assert.Equal(["complete"], _queue.Outcomes);
    }

    [Fact]
    public async Task A_run_whose_job_another_worker_has_is_cancelled_and_changes_nothing()
    {
        _queue.Renews = () => false;
        var run = await BeginAsync(WaitForeverAsync);

        _time.Advance(Lease / 3);
        await run();

        Assert.Empty(_queue.Outcomes);
    }

    [Fact]
    public async Task While_the_queue_does_not_answer_the_run_goes_on_until_its_lease_ends()
    {
        _queue.Renews = () => throw new IOException("away");
        var isCancelled = false;
        var run = await BeginAsync(async cancellationToken =>
        {
            await using var registration = cancellationToken.Register(() => isCancelled = true);
            await WaitForeverAsync(cancellationToken);
        });
        for (var third = 1; third <= 2; third++)
        {
            _time.Advance(Lease / 3);
            await _queue.NextRenewalAsync();
            Assert.Empty(_queue.Outcomes);
            Assert.False(isCancelled);
        }

        _time.Advance(Lease / 3);
        await run();

        Assert.Empty(_queue.Outcomes);
    }

    /// <summary>Returns once the handler runs.</summary>
    /// <returns>Waits for the end of the run.</returns>
    private async Task<Func<Task>> BeginAsync(Func<CancellationToken, Task> handle)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var run = NewExecution().RunAsync(
            Job,
            new Handler(cancellationToken =>
            {
                begun.SetResult();
                return handle(cancellationToken);
            }),
            default);
        await begun.Task.WaitAsync(Patience, TimeProvider.System);
        return () => run.WaitAsync(Patience, TimeProvider.System);
    }

    private JobExecution NewExecution()
    {
        var meters = new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>();
        return new JobExecution(
            _queue, new JobMetrics(meters, _time), Options.Create(new JobsOptions { Lease = Lease }), _time, new Random(1), NullLogger<JobExecution>.Instance);
    }

    private static Task WaitForeverAsync(CancellationToken cancellationToken)
    {
        return Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
    }

    private sealed class Handler(Func<CancellationToken, Task> run) : IJobHandler
    {
        public string Kind => "count";

        public TimeSpan? Every => null;

        public Task RunAsync(JobRun job, CancellationToken cancellationToken) => run(cancellationToken);
    }

    private sealed class QueueDouble : IJobStore
    {
        private readonly System.Threading.Channels.Channel<DateTimeOffset> _renewals = System.Threading.Channels.Channel.CreateUnbounded<DateTimeOffset>();

        public List<string> Outcomes { get; } = [];

        public Func<bool> Renews { get; set; } = () => true;

        public async Task<DateTimeOffset> NextRenewalAsync()
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            return await _renewals.Reader.ReadAsync(patience.Token);
        }

        public Task<bool> RenewAsync(Guid jobId, JobLease lease, CancellationToken cancellationToken)
        {
            _renewals.Writer.TryWrite(lease.Until);
            return Task.Run(Renews, cancellationToken);
        }

        public Task<bool> CompleteAsync(JobCompletion completion, CancellationToken cancellationToken) => NoteAsync("complete");

        public Task<bool> FailAsync(JobRun run, string error, DateTimeOffset now, DateTimeOffset? retryAt, CancellationToken cancellationToken) => NoteAsync("fail");

        public Task ReleaseAsync(JobRun run, DateTimeOffset now, CancellationToken cancellationToken) => NoteAsync("release");

        public Task<bool> EnqueueAsync(NewJob job, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<JobRun>> TakeAsync(IReadOnlyCollection<string> kinds, JobLease lease, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<List<JobDto>> ListAsync(JobState? state, Guid? before, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<JobDto?> FindAsync(Guid jobId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<JobDto?> RetryAsync(Guid jobId, DateTimeOffset now, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<IReadOnlyList<JobCount>> CountAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<int> PurgeAsync(DateTimeOffset doneBefore, DateTimeOffset deadBefore, int limit, JobCompletion completion, CancellationToken cancellationToken) => throw new NotSupportedException();

        private Task<bool> NoteAsync(string outcome)
        {
            Outcomes.Add(outcome);
            return Task.FromResult(true);
        }
    }
}
