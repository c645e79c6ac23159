namespace Parley.Realtime.Feeds;

/// <summary>How long to wait before a read of the log is repeated: 50 ms, doubling up to 3.2 s.</summary>
internal static class Backoff
{
    private const int Doublings = 6;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(50);

    public static Task WaitAsync(int attempt, TimeProvider time, CancellationToken cancellationToken)
    {
        return Task.Delay(FirstDelay * (1 << Math.Min(attempt, Doublings)), time, cancellationToken);
    }
}
