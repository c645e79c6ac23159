using System.Buffers;

namespace Parley.Realtime.Connections;

/// <summary>
/// Writes frames to a stream, for TLS in the process and any transport without a socket. A pump runs only while there is something to write: it
/// takes all that is queued, copies it together into as few writes as possible, and ends. An idle connection has no task and no buffer here.
/// </summary>
internal sealed class StreamFrameWriter(Stream stream, TimeProvider time) : QueuedFrameWriter(time), IThreadPoolWorkItem
{
    private readonly CancellationTokenSource _aborting = new();

    public void Execute()
    {
        _ = PumpAsync();
    }

    public override void Dispose()
    {
        _aborting.Dispose();
    }

    protected override void Start()
    {
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    protected override void CancelWrite()
    {
        _aborting.Cancel();
    }

    private async Task PumpAsync()
    {
        byte[]? buffer = null;
        try
        {
            while (Gather(buffer) is { Length: > 0 } portion)
            {
                await stream.WriteAsync(portion, _aborting.Token);
                if (!Written(portion.Length))
                {
                    return;
                }

                buffer ??= ArrayPool<byte>.Shared.Rent(WriteBytes);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Fail(fault: null);
        }
        catch (Exception exception)
        {
            Fail(exception);
        }
        finally
        {
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }
}
