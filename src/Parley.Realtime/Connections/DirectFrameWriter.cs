using System.Net.Sockets;
using Parley.Realtime.Frames;

namespace Parley.Realtime.Connections;

/// <summary>
/// Writes frames straight to the connection's socket, past the pipes of the web server, which must have nothing more to write. Its shard calls it when
/// something is queued; what the socket does not take at once waits in the queue until it does.
/// </summary>
internal sealed class DirectFrameWriter : QueuedFrameWriter
{
    private readonly Socket _socket;

    // Only a connection whose socket was full has one.
    private CancellationTokenSource? _waiting;

    /// <param name="socket">The transport's, which closes it. It becomes non-blocking for synchronous calls; asynchronous ones see no difference.</param>
    /// <param name="shard">Does the writing.</param>
    /// <param name="time">The clock.</param>
    public DirectFrameWriter(Socket socket, WriterShard shard, TimeProvider time)
        : base(time)
    {
        _socket = socket;
        Shard = shard;
        try
        {
            socket.Blocking = false;
        }
        catch (ObjectDisposedException)
        {
            // The peer went in the same moment; the first write says so.
        }
    }

    /// <summary>The thread that queues and writes.</summary>
    public WriterShard Shard { get; }

    /// <summary>A frame out of the shard's inbox. The shard is the only caller.</summary>
    public void Take(Frame frame, bool isLast)
    {
        QueuePlaced(frame, isLast);
    }

    /// <summary>A frame for many. The shard is the only caller.</summary>
    /// <returns>false when more than this would be pending; nothing was added.</returns>
    public bool TryTake(Frame frame, long pendingBytes)
    {
        return TryQueue(frame, pendingBytes);
    }

    /// <summary>Writes what one system call takes. The shard is the only caller.</summary>
    /// <param name="buffer">The shard's, to join frames in; of <see cref="QueuedFrameWriter.WriteBytes"/>.</param>
    /// <returns>Whether there is more to write now.</returns>
    public bool WriteSome(byte[] buffer)
    {
        try
        {
            var portion = Gather(buffer);
            if (portion.Length == 0)
            {
                return false;
            }

            var written = _socket.Send(portion.Span, SocketFlags.None, out var error);
            if (error is not (SocketError.Success or SocketError.WouldBlock))
            {
                Fail(fault: null);
                return false;
            }

            if (!Written(written))
            {
                return false;
            }

            if (written == portion.Length)
            {
                return true;
            }

            _ = WaitForRoomAsync();
            return false;
        }
        catch (ObjectDisposedException)
        {
            Fail(fault: null);
            return false;
        }
        catch (Exception exception)
        {
            // The edge of the shard: a fault with one connection is not the others'.
            Fail(exception);
            return false;
        }
    }

    /// <summary>Nobody writes any more.</summary>
    public void GiveUp()
    {
        Fail(fault: null);
    }

    public override void Dispose()
    {
        _waiting?.Dispose();
    }

    /// <summary>Through the shard's inbox, where frames for many wait, too: what was added first goes out first.</summary>
    protected override void Place(Frame frame, bool isLast)
    {
        Shard.Post(this, frame, isLast);
    }

    protected override void Start()
    {
        Shard.Activate(this);
    }

    protected override void CancelWrite()
    {
        _waiting?.Cancel();
    }

    /// <summary>
    /// Lets the runtime write the first frame as soon as there is room for it, and goes on in the shard: a slow reader holds no thread and no buffer.
    /// </summary>
    private async Task WaitForRoomAsync()
    {
        try
        {
            // Set before the lock that Gather takes, and read after the one that Abort takes: an abort either is seen here or cancels.
            _waiting ??= new CancellationTokenSource();
            var first = Gather(buffer: null);
            if (first.Length > 0 && Written(await _socket.SendAsync(first, SocketFlags.None, _waiting.Token)))
            {
                Shard.Resume(this);
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            Fail(fault: null);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
    }
}
