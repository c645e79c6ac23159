using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Parley.Modules.Jobs;

/// <summary>
/// A worker: takes jobs that are due and runs them, a few at once, and sees to it that what recurs is enqueued, once for all workers. It outlives any failure of a job
/// or of the database.
/// </summary>
internal sealed partial class JobRunner : BackgroundService
{
    private static readonly TimeSpan CountEvery = TimeSpan.FromSeconds(15);

    private readonly IJobStore _store;
    private readonly Dictionary<string, IJobHandler> _handlers;
    private readonly JobsOptions _options;
    private readonly JobExecution _execution;
    private readonly JobMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<JobRunner> _logger;
    private readonly Dictionary<string, DateTimeOffset> _enqueued = [];
    private long _countedAt;
    private bool _isAway;

    public JobRunner(
        IJobStore store, IEnumerable<IJobHandler> handlers, JobExecution execution, JobMetrics metrics, IOptions<JobsOptions> options, TimeProvider time, ILogger<JobRunner> logger)
    {
        _store = store;
        _handlers = handlers.ToDictionary(handler => handler.Kind);
        _options = options.Value;
        _execution = execution;
        _metrics = metrics;
        _time = time;
        _logger = logger;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<Task> running = [];
        try
        {
            while (true)
            {
                var taken = await TakeOrNoneAsync(_options.AtOnce - running.Count, stoppingToken);
                running.AddRange(taken.Select(job => _execution.RunAsync(job, _handlers[job.Kind], stoppingToken)));

                // A run that ends makes place for another at once.
                await Task.WhenAny([Task.Delay(_options.PollInterval, _time, stoppingToken), .. running]);
                stoppingToken.ThrowIfCancellationRequested();
                running.RemoveAll(run => run.IsCompleted);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Each run gives its job back.
            await Task.WhenAll(running);
        }
    }

    private async Task<IReadOnlyList<JobRun>> TakeOrNoneAsync(int limit, CancellationToken cancellationToken)
    {
        try
        {
            await EnqueueRecurringAsync(cancellationToken);
            await CountAsync(cancellationToken);
            var taken = limit > 0 ? await _store.TakeAsync(_handlers.Keys, _execution.NewLease(), limit, cancellationToken) : [];
            if (_isAway)
            {
                _isAway = false;
                LogIsBack();
            }

            return taken;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The edge of the loop: the next look comes anyway.
            if (!_isAway)
            {
                _isAway = true;
                LogIsAway(exception);
            }

            return [];
        }
    }

    /// <summary>Each turn of what recurs has a key of its own, so that of all workers one enqueues it.</summary>
    private async Task EnqueueRecurringAsync(CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        foreach (var handler in _handlers.Values.Where(handler => handler.Every is not null))
        {
            var turn = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % handler.Every!.Value.Ticks), TimeSpan.Zero);
            if (_enqueued.GetValueOrDefault(handler.Kind) == turn)
            {
                continue;
            }

            await _store.EnqueueAsync(
                new NewJob { Id = Guid.CreateVersion7(now), Kind = handler.Kind, Key = turn.ToString("O"), Payload = "", EnqueuedAt = now, DueAt = now }, cancellationToken);
            _enqueued[handler.Kind] = turn;
        }
    }

    private async Task CountAsync(CancellationToken cancellationToken)
    {
        if (_countedAt == 0 || _time.GetElapsedTime(_countedAt) >= CountEvery)
        {
            _metrics.Counted(await _store.CountAsync(cancellationToken));
            _countedAt = _time.GetTimestamp();
        }
    }

    [LoggerMessage(EventName = "jobs.queue-away", Level = LogLevel.Warning, Message = "The queue of jobs does not answer; the worker looks again until it does.")]
    private partial void LogIsAway(Exception exception);

    [LoggerMessage(EventName = "jobs.queue-back", Level = LogLevel.Information, Message = "The queue of jobs answers again.")]
    private partial void LogIsBack();
}
