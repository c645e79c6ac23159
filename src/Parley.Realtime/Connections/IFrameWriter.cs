using Parley.Realtime.Frames;

namespace Parley.Realtime.Connections;

/// <summary>
/// The only way out of one connection: what is added goes out whole and in this order, many frames per write. It has no bound of its own;
/// <see cref="Connection"/> decides what is too much. Safe for use from many threads; no call waits for the peer but <see cref="DrainAsync"/>.
/// </summary>
internal interface IFrameWriter
{
    /// <summary>Bytes that were added and are not yet written.</summary>
    long PendingBytes { get; }

    /// <summary>When something was last written, or added to an empty queue: a <see cref="TimeProvider"/> timestamp.</summary>
    long ProgressAt { get; }

    /// <summary>Whether the last frame was added.</summary>
    bool IsClosing { get; }

    /// <summary>Ends when nothing is written any more: after the last frame, or after <see cref="Abort"/>.</summary>
    Task Finished { get; }

    /// <returns>false when the last frame was added before.</returns>
    bool TryAdd(Frame frame);

    /// <summary>Adds the last frame.</summary>
    /// <param name="last">The close frame.</param>
    /// <param name="dropQueued">true: what is queued before it and not on its way is dropped.</param>
    /// <returns>false when there was one before.</returns>
    bool TryAddLast(Frame last, bool dropQueued);

    /// <summary>Waits until no more than this is pending.</summary>
    /// <returns>false when the last frame was added.</returns>
    ValueTask<bool> DrainAsync(long pendingBytes);

    /// <summary>Gives up what is queued and on its way.</summary>
    void Abort();
}
