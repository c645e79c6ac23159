namespace Parley.Realtime.Following;

/// <summary>A client that came back with cursors, until it receives all of its channels live: what is measured of it.</summary>
internal sealed class Resume(long beganAt)
{
    public long BeganAt { get; } = beganAt;

    /// <summary>Some channel must be loaded anew.</summary>
    public bool IsReset { get; private set; }

    public void NoteReset()
    {
        IsReset = true;
    }
}
