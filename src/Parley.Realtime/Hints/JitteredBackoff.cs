namespace Parley.Realtime.Hints;

/// <summary>
/// How long one loop waits before it tries the network again: anything up to 100 ms, doubling up to 2 s, so that the nodes of a cluster do not come back
/// in step, and each within seconds.
/// </summary>
internal sealed class JitteredBackoff(Random random, TimeProvider time)
{
    private static readonly TimeSpan FirstMost = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(2);
    private int _attempts;

    public int Attempts => _attempts;

    public void Reset()
    {
        _attempts = 0;
    }

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var most = FirstMost * (1 << Math.Min(_attempts++, 10));
        return Task.Delay((most < Most ? most : Most) * random.NextDouble(), time, cancellationToken);
    }
}
