using Parley.Cli.Load.Measuring;

namespace Parley.Cli.Load;

/// <summary>Starts things when they are due and does not wait for them: a slow answer delays nobody else.</summary>
internal sealed class OpenLoop(LoadClock clock, SelfCheck self)
{
    /// <param name="arrivals">Time from now, ascending.</param>
    /// <param name="atOnce">So many are under way at most; what is due beyond that starts late, and counts from when it was due all the same.</param>
    /// <param name="start">Gets the number and the moment that it was due. It does not throw, but for being cancelled.</param>
    /// <returns>Once all of them have ended.</returns>
    public async Task RunAsync(IEnumerable<TimeSpan> arrivals, int atOnce, Func<int, TimeSpan, Task> start, CancellationToken cancellationToken)
    {
        var startedAt = clock.Now;
        using var places = new SemaphoreSlim(atOnce);
        var running = new Running(places);

        // Whoever waits for a place waits for answers of the server: that is not the generator being late.
        var heldUntil = startedAt;
        try
        {
            foreach (var (number, arrival) in arrivals.Index())
            {
                var due = startedAt + arrival;
                await clock.WaitUntilAsync(due, cancellationToken);
                if (!places.Wait(0, CancellationToken.None))
                {
                    self.CountHeld();
                    await places.WaitAsync(cancellationToken);
                    heldUntil = clock.Now;
                }

                self.RecordLag(clock.Now - (heldUntil > due ? heldUntil : due));
                running.Add(start(number, due));
            }
        }
        finally
        {
            await running.EndAsync();
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private sealed class Running(SemaphoreSlim places)
    {
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        // One for the loop itself, so that it cannot reach zero before the loop is through.
        private long _count = 1;

        public void Add(Task task)
        {
            Interlocked.Increment(ref _count);
            _ = WatchAsync(task);
        }

        public Task EndAsync()
        {
            Leave();
            return _ended.Task;
        }

        private async Task WatchAsync(Task task)
        {
            try
            {
                await task;
            }
            catch (OperationCanceledException)
            {
                // The run is being stopped.
            }
            catch (Exception unexpected)
            {
                _ended.TrySetException(unexpected);
            }
            finally
            {
                places.Release();
                Leave();
            }
        }

        private void Leave()
        {
            if (Interlocked.Decrement(ref _count) == 0)
            {
                _ended.TrySetResult();
            }
        }
    }
}
