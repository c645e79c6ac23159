namespace Parley.Cli.Verify;

/// <summary>The one clock of a run, which every entry of its journal is stamped with.</summary>
internal sealed class RunClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Milliseconds since the run began.</summary>
    public long NowMs => (long)time.GetElapsedTime(_start).TotalMilliseconds;
}
