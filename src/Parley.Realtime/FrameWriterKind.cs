namespace Parley.Realtime;

/// <summary>How frames get to the client.</summary>
public enum FrameWriterKind
{
    /// <summary>Straight to the socket, where the transport has one without TLS in this process; else as <see cref="Stream"/>.</summary>
    Direct,

    /// <summary>Through the web server.</summary>
    Stream,
}
