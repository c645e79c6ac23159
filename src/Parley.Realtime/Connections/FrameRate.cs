namespace Parley.Realtime.Connections;

/// <summary>A token bucket for what one client sends. Not thread-safe: the connection's read loop is its only caller.</summary>
internal sealed class FrameRate(int framesPerSecond, int burst, TimeProvider time)
{
    private double _tokens = burst;
    private long _filledAt = time.GetTimestamp();

    /// <returns>false when the client sends more than it may.</returns>
    public bool TryTake()
    {
        var now = time.GetTimestamp();
        _tokens = Math.Min(burst, _tokens + (time.GetElapsedTime(_filledAt, now).TotalSeconds * framesPerSecond));
        _filledAt = now;
        if (_tokens < 1)
        {
            return false;
        }

        _tokens--;
        return true;
    }
}
