namespace Parley.Bench.Processes;

/// <summary>Reads a process's resident memory again and again, and keeps the largest value.</summary>
internal sealed class MemoryWatch : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;
    private long _most;

    public MemoryWatch(int processId, TimeSpan every)
    {
        _most = Before = ProcessUsage.MemoryOf(processId).Rss;
        _watching = WatchAsync(processId, every);
    }

    /// <summary>Bytes when the watch began.</summary>
    public long Before { get; }

    /// <summary>Bytes, so far.</summary>
    public long Growth => Volatile.Read(ref _most) - Before;

    public async Task EndAsync()
    {
        await _end.CancelAsync();
        await _watching;
    }

    public void Dispose()
    {
        _end.Dispose();
    }

    private async Task WatchAsync(int processId, TimeSpan every)
    {
        using var timer = new PeriodicTimer(every);
        try
        {
            while (await timer.WaitForNextTickAsync(_end.Token))
            {
                Volatile.Write(ref _most, Math.Max(_most, ProcessUsage.MemoryOf(processId).Rss));
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The watch is over.
        }
    }
}
