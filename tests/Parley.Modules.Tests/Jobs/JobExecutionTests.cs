using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Parley.Modules.Jobs;

namespace Parley.Modules.Tests.Jobs;

/// <summary>A run keeps the lease of its job, every 10 of its 30 seconds, and ends with it.</summary>
public sealed class JobExecutionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Third = TimeSpan.FromSeconds(10);

    private readonly SignallingTime _time = new(new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Handler _handler = new();
    private readonly JobExecution _execution;
    private readonly JobStoreDouble _store;
    private readonly JobRun _job;

    public JobExecutionTests()
    {
        var now = _time.GetUtcNow();
        _job = new JobRun { Id = Guid.CreateVersion7(now), Kind = _handler.Kind, Payload = "", Attempt = 1, EnqueuedAt = now, LeaseId = Guid.CreateVersion7(now) };
        _store = new JobStoreDouble(_job.LeaseId);
        var metrics = new JobMetrics(_services.GetRequiredService<IMeterFactory>(), _time);
        var options = new JobsOptions { Lease = 3 * Third };
        _execution = new JobExecution(_store, metrics, Options.Create(options), _time, new Random(1), NullLogger<JobExecution>.Instance);
    }

    [Fact]
    public async Task It_is_renewed_while_the_job_runs_however_long_that_takes()
    {
        var run = await StartAsync();

        for (var renewals = 0; renewals < 10; renewals++)
        {
            var renewal = await RenewalAfterAsync(Third);
            Assert.Equal(new JobLease(_job.LeaseId, _time.GetUtcNow(), _time.GetUtcNow() + (3 * Third)), renewal.Lease);
            renewal.Answer.SetResult(true);
        }

        Assert.False(_handler.Token.IsCancellationRequested);
        _handler.End.SetResult();
        await EndAsync(run);
        Assert.Equal(["complete"], _store.Calls);
    }

    [Fact]
    public async Task When_the_job_is_done_nothing_is_renewed_any_more()
    {
        var run = await StartAsync();

        _handler.End.SetResult();
        await EndAsync(run);
        _time.Advance(3 * Third);

        Assert.False(_store.Renewals.TryRead(out _));
        Assert.Equal(["complete"], _store.Calls);
    }

    [Fact]
    public async Task Lost_it_cancels_the_work_at_once_and_leaves_the_job_alone()
    {
        var run = await StartAsync();

        Lose(await RenewalAfterAsync(Third));
        await _handler.CancelledAsync();
        _handler.End.SetCanceled(_handler.Token);
        await EndAsync(run);

        Assert.Empty(_store.Calls);
    }

    [Fact]
    public async Task Lost_by_work_that_does_not_listen_its_completion_is_refused()
    {
        var run = await StartAsync();

        Lose(await RenewalAfterAsync(Third));
        await _handler.CancelledAsync();
        _handler.End.SetResult();
        await EndAsync(run);

        Assert.Equal(["complete refused"], _store.Calls);
    }

    [Fact]
    public async Task Lost_by_work_that_then_fails_the_failure_does_not_count()
    {
        var run = await StartAsync();

        Lose(await RenewalAfterAsync(Third));
        await _handler.CancelledAsync();
        _handler.End.SetException(new InvalidOperationException("The test's work fails."));
        await EndAsync(run);

        Assert.Equal(["fail refused"], _store.Calls);
    }

    [Fact]
    public async Task A_renewal_that_is_never_answered_does_not_outlive_the_lease()
    {
        var run = await StartAsync();

        await RenewalAfterAsync(Third);
        _time.Advance(Third);
        Assert.False(_handler.Token.IsCancellationRequested);
        _time.Advance(Third);
        await _handler.CancelledAsync();
        _handler.End.SetCanceled(_handler.Token);
        await EndAsync(run);

        Assert.Empty(_store.Calls);
    }

    [Fact]
    public async Task A_renewal_that_is_answered_late_counts_from_when_it_was_asked_for()
    {
        var run = await StartAsync();

        var renewal = await RenewalAfterAsync(Third);
        _time.Advance(Third);
        renewal.Answer.SetResult(true);
        await NextRenewalAsync();
        _time.Advance((2 * Third) - TimeSpan.FromTicks(1));
        Assert.False(_handler.Token.IsCancellationRequested);
        _time.Advance(TimeSpan.FromTicks(1));
        await _handler.CancelledAsync();
        _handler.End.SetCanceled(_handler.Token);
        await EndAsync(run);

        Assert.Empty(_store.Calls);
    }

    [Fact]
    public async Task A_database_that_is_away_for_less_than_the_lease_costs_the_job_nothing()
    {
        var run = await StartAsync();
        // The lease's end, and the renewals.
        await _time.TimersSetAsync(2);

        foreach (var failure in new Exception[] { new IOException("The test's database is away."), new InvalidOperationException("The test's database is confused.") })
        {
            (await RenewalAfterAsync(Third)).Answer.SetException(failure);
            (await RenewalAfterAsync(Third)).Answer.SetResult(true);
            // The lease's end is later now.
            await _time.TimersSetAsync(1);
        }

        _time.Advance(Third);
        Assert.False(_handler.Token.IsCancellationRequested);
        _handler.End.SetResult();
        await EndAsync(run);
        Assert.Equal(["complete"], _store.Calls);
    }

    [Fact]
    public async Task A_stop_gives_the_job_back()
    {
        var run = await StartAsync();

        await _stopping.CancelAsync();
        await _handler.CancelledAsync();
        _handler.End.SetCanceled(_handler.Token);
        await EndAsync(run);

        Assert.Equal(["release"], _store.Calls);
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _services.Dispose();
    }

    /// <summary>Runs the job until its work waits for the test.</summary>
    private async Task<Task> StartAsync()
    {
        var run = _execution.RunAsync(_job, _handler, _stopping.Token);
        await _handler.Started.Task.WaitAsync(Patience, TimeProvider.System);
        return run;
    }

    private static Task EndAsync(Task run)
    {
        return run.WaitAsync(Patience, TimeProvider.System);
    }

    private Task<JobStoreDouble.Renewal> RenewalAfterAsync(TimeSpan time)
    {
        _time.Advance(time);
        return NextRenewalAsync();
    }

    private Task<JobStoreDouble.Renewal> NextRenewalAsync()
    {
        return _store.Renewals.ReadAsync().AsTask().WaitAsync(Patience, TimeProvider.System);
    }

    private void Lose(JobStoreDouble.Renewal renewal)
    {
        _store.Holder = Guid.CreateVersion7(_time.GetUtcNow());
        renewal.Answer.SetResult(false);
    }

    /// <summary>Work that ends as the test says, and not by itself when it is cancelled.</summary>
    private sealed class Handler : IJobHandler
    {
        private readonly TaskCompletionSource _cancelled = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Kind => "test";

        public TimeSpan? Every => null;

        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public CancellationToken Token { get; private set; }

        public async Task RunAsync(JobRun job, CancellationToken cancellationToken)
        {
            Token = cancellationToken;
            await using var registration = cancellationToken.Register(() => _cancelled.TrySetResult());
            Started.SetResult();
            await End.Task;
        }

        public Task CancelledAsync()
        {
            return _cancelled.Task.WaitAsync(Patience, TimeProvider.System);
        }
    }
}
