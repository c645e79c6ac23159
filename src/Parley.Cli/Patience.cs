using Parley.Client;

namespace Parley.Cli;

/// <summary>Repeats a step that does no harm when it is done twice, while the server is away or asks for time.</summary>
internal sealed class Patience(TimeProvider time, TimeSpan limit)
{
    private readonly Backoff _backoff = Backoff.ForCalls(new Random());

    public Task RunAsync(Func<Task> step, CancellationToken cancellationToken)
    {
        return RunAsync(
            async () =>
            {
                await step();
                return true;
            },
            cancellationToken);
    }

    public async Task<TResult> RunAsync<TResult>(Func<Task<TResult>> step, CancellationToken cancellationToken)
    {
        var startedAt = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await step();
            }
            catch (ParleyException failure) when (failure.IsTransient && time.GetElapsedTime(startedAt) < limit)
            {
                await Task.Delay(_backoff.Pause(attempt, failure.RetryAfter), time, cancellationToken);
            }
        }
    }
}
