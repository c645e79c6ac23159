using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Parley.Contracts;
using Parley.Modules.Jobs;

namespace Parley.Compliance;

/// <summary>Workers, as the server registers them, on a real queue.</summary>
public abstract class WorkerSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ShiftedTime _time = new();

    [Fact]
    public async Task A_job_that_fails_is_tried_again_until_it_is_dead_and_once_more_when_someone_says_so()
    {
        var isMended = false;
        var handler = new Handler("count", job => isMended ? Task.CompletedTask : throw new InvalidDataException("Nothing to count."));
        var id = await EnqueueAsync("count");
        await using var worker = await StartAsync(Stores, handler);

        var dead = await FindAsync(id, JobState.Dead);
        Assert.Equal((3, "InvalidDataException: Nothing to count."), (dead.Attempts, dead.LastError));
        Assert.Equal([1, 2, 3], handler.Runs.Select(run => run.Attempt));

        isMended = true;
        await Stores.Jobs.RetryAsync(id, _time.GetUtcNow(), None);

        var done = await FindAsync(id, JobState.Done);
        Assert.Equal((1, null), (done.Attempts, done.LastError));
    }

    [Fact]
    public async Task What_recurs_is_run_once_in_its_time_by_all_workers_together()
    {
        var handler = new Handler("sweep", _ => Task.CompletedTask) { Every = TimeSpan.FromHours(1) };
        await using var first = await StartAsync(Stores, handler);
        await using var second = await StartAsync(OpenAnother(), handler);
        await using var third = await StartAsync(OpenAnother(), handler);

        for (var turn = 1; turn <= 3; turn++)
        {
            await handler.WaitAsync(turn);

            // Each worker has looked since, and found nothing of the kind.
            await EnqueueAndFinishAsync();
            Assert.Equal(turn, handler.Runs.Count);
            _time.Advance(TimeSpan.FromHours(1));
        }

        async Task EnqueueAndFinishAsync()
        {
            foreach (var worker in new[] { first, second, third })
            {
                var looks = worker.Looks;
                await WaitUntilAsync("a look of each worker", () => Task.FromResult(worker.Looks > looks + 1));
            }
        }
    }

    [Fact]
    public async Task Many_jobs_are_each_run_once_by_workers_on_several_nodes()
    {
        const int jobs = 100;
        var handler = new Handler("count", _ => Task.CompletedTask);
        for (var index = 0; index < jobs; index++)
        {
            await EnqueueAsync("count");
        }

        await using var first = await StartAsync(Stores, handler);
        await using var second = await StartAsync(OpenAnother(), handler);
        await using var third = await StartAsync(OpenAnother(), handler);

        await WaitUntilAsync("all to be done", async () => !(await Stores.Jobs.CountAsync(None)).Any(count => count.State is JobState.Waiting or JobState.Running));
        Assert.Equal(jobs, handler.Runs.Select(run => run.Id).Distinct().Count());
        Assert.Equal(jobs, handler.Runs.Count);
    }

    [Fact]
    public async Task A_worker_that_stops_gives_its_job_back_for_another_to_take_at_once()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var endless = new Handler("count", async (_, cancellationToken) =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
        });
        var id = await EnqueueAsync("count");
        await using (await StartAsync(Stores, endless))
        {
            await begun.Task.WaitAsync(Patience, TimeProvider.System);
        }

        Assert.Equal(JobState.Waiting, (await Stores.Jobs.FindAsync(id, None))!.State);
        await using var other = await StartAsync(OpenAnother(), new Handler("count", _ => Task.CompletedTask));
        Assert.Equal(1, (await FindAsync(id, JobState.Done)).Attempts);
    }

    [Fact]
    public async Task A_job_that_ends_its_worker_each_time_is_dead_in_the_end()
    {
        var id = await EnqueueAsync("count");
        for (var death = 0; death < 3; death++)
        {
            // As a worker does that is killed after it.
            var now = _time.GetUtcNow();
            Assert.Single(await Stores.Jobs.TakeAsync(["count"], new JobLease(NewId(), now, now), 1, None));
        }

        var handler = new Handler("count", _ => Task.CompletedTask);
        await using var worker = await StartAsync(Stores, handler);

        Assert.Equal("Its workers ended before it did.", (await FindAsync(id, JobState.Dead)).LastError);
        Assert.Empty(handler.Runs);
    }

    private async Task<Worker> StartAsync(Stores stores, Handler handler)
    {
        var looking = new LookCounter(stores.Jobs);
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_time);
        services.AddSingleton<IJobStore>(looking);
        services.AddSingleton<IJobHandler>(handler);
        services.AddWorker(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Parley:Jobs:PollInterval"] = "00:00:00.050",
            ["Parley:Jobs:Attempts"] = "3",
            ["Parley:Jobs:FirstRetry"] = "00:00:00.010",
        }).Build());
        var worker = new Worker(services.BuildServiceProvider(), looking);
        await worker.StartAsync();
        return worker;
    }

    private async Task<Guid> EnqueueAsync(string kind)
    {
        var now = _time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await Stores.Jobs.EnqueueAsync(new NewJob { Id = id, Kind = kind, Key = null, Payload = "", EnqueuedAt = now, DueAt = now }, None);
        return id;
    }

    private async Task<JobDto> FindAsync(Guid id, JobState state)
    {
        await WaitUntilAsync($"{state}", async () => (await Stores.Jobs.FindAsync(id, None))!.State == state);
        return (await Stores.Jobs.FindAsync(id, None))!;
    }

    private static async Task WaitUntilAsync(string what, Func<Task<bool>> isSo)
    {
        var since = TimeProvider.System.GetTimestamp();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, $"Waited for {what}.");
            await looks.WaitForNextTickAsync();
        }
    }

    private sealed class Worker(ServiceProvider services, LookCounter looking) : IAsyncDisposable
    {
        private readonly IHostedService _runner = services.GetServices<IHostedService>().Single();

        public int Looks => looking.Looks;

        public Task StartAsync()
        {
            return _runner.StartAsync(None);
        }

        public async ValueTask DisposeAsync()
        {
            await _runner.StopAsync(None);
            await services.DisposeAsync();
        }
    }

    private sealed class Handler(string kind, Func<JobRun, CancellationToken, Task> run) : IJobHandler
    {
        private readonly ConcurrentQueue<JobRun> _runs = new();

        public Handler(string kind, Func<JobRun, Task> run)
            : this(kind, (job, _) => run(job))
        {
        }

        public string Kind => kind;

        public TimeSpan? Every { get; init; }

        public ConcurrentQueue<JobRun> Runs => _runs;

        public Task RunAsync(JobRun job, CancellationToken cancellationToken)
        {
            _runs.Enqueue(job);
            return run(job, cancellationToken);
        }

        public Task WaitAsync(int runs)
        {
            return WaitUntilAsync($"{runs} runs", () => Task.FromResult(_runs.Count >= runs));
        }
    }

    /// <summary>The real queue, which counts how often it is looked into.</summary>
    private sealed class LookCounter(IJobStore store) : IJobStore
    {
        private int _looks;

        public int Looks => Volatile.Read(ref _looks);

        public async Task<IReadOnlyList<JobRun>> TakeAsync(IReadOnlyCollection<string> kinds, JobLease lease, int limit, CancellationToken cancellationToken)
        {
            var taken = await store.TakeAsync(kinds, lease, limit, cancellationToken);
            Interlocked.Increment(ref _looks);
            return taken;
        }

        public Task<bool> EnqueueAsync(NewJob job, CancellationToken cancellationToken) => store.EnqueueAsync(job, cancellationToken);

        public Task<bool> RenewAsync(Guid jobId, JobLease lease, CancellationToken cancellationToken) => store.RenewAsync(jobId, lease, cancellationToken);

        public Task<bool> CompleteAsync(JobCompletion completion, CancellationToken cancellationToken) => store.CompleteAsync(completion, cancellationToken);

        public Task<bool> FailAsync(JobRun run, string error, DateTimeOffset now, DateTimeOffset? retryAt, CancellationToken cancellationToken) => store.FailAsync(run, error, now, retryAt, cancellationToken);

        public Task ReleaseAsync(JobRun run, DateTimeOffset now, CancellationToken cancellationToken) => store.ReleaseAsync(run, now, cancellationToken);

        public Task<List<JobDto>> ListAsync(JobState? state, Guid? before, int limit, CancellationToken cancellationToken) => store.ListAsync(state, before, limit, cancellationToken);

        public Task<JobDto?> FindAsync(Guid jobId, CancellationToken cancellationToken) => store.FindAsync(jobId, cancellationToken);

        public Task<JobDto?> RetryAsync(Guid jobId, DateTimeOffset now, CancellationToken cancellationToken) => store.RetryAsync(jobId, now, cancellationToken);

        public Task<IReadOnlyList<JobCount>> CountAsync(CancellationToken cancellationToken) => store.CountAsync(cancellationToken);

        public Task<int> PurgeAsync(DateTimeOffset doneBefore, DateTimeOffset deadBefore, int limit, JobCompletion completion, CancellationToken cancellationToken)
            => store.PurgeAsync(doneBefore, deadBefore, limit, completion, cancellationToken);
    }

    /// <summary>The machine's clock, which a test sets forward; timers run as ever.</summary>
    private sealed class ShiftedTime : TimeProvider
    {
        private long _aheadTicks;

        public void Advance(TimeSpan by)
        {
            Interlocked.Add(ref _aheadTicks, by.Ticks);
        }

        public override DateTimeOffset GetUtcNow()
        {
            return base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _aheadTicks));
        }
    }
}
