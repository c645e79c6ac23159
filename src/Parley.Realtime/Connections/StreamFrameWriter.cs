using System.Buffers;
using Parley.Realtime.Frames;

namespace Parley.Realtime.Connections;

/// <summary>
/// Writes frames to a stream. A pump runs only while there is something to write: it takes all that is queued, copies it together into as few
/// writes as possible, and ends. An idle connection has no task and no buffer here.
/// </summary>
internal sealed class StreamFrameWriter(Stream stream, TimeProvider time) : IFrameWriter, IThreadPoolWorkItem, IDisposable
{
    // One write: what a TLS record or a socket buffer takes without being split much, and what the array pool has at hand.
    private const int WriteBytes = 64 * 1024;

    // A list that grew past this in a burst is given back.
    private const int KeptSlots = 64;

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _aborting = new();
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Frames wait in _queued; the pump swaps the two lists and is alone with _writing.
    private List<Frame> _queued = [];
    private List<Frame> _writing = [];
    private long _pendingBytes;
    private long _progressAt = time.GetTimestamp();
    private bool _isPumping;
    private volatile bool _isClosing;
    private volatile bool _isDropping;
    private bool _isAborted;
    private Drain? _drain;

    public long PendingBytes => Volatile.Read(ref _pendingBytes);

    public long ProgressAt => Volatile.Read(ref _progressAt);

    public bool IsClosing => _isClosing;

    public Task Finished => _finished.Task;

    public bool TryAdd(Frame frame)
    {
        lock (_lock)
        {
            if (_isClosing)
            {
                return false;
            }

            Add(frame);
            return true;
        }
    }

    public bool TryAddLast(Frame last, bool dropQueued)
    {
        Drain? drain;
        lock (_lock)
        {
            if (_isClosing)
            {
                return false;
            }

            _isClosing = true;
            if (dropQueued)
            {
                _isDropping = true;
                _pendingBytes -= _queued.Sum(frame => (long)frame.Length);
                _queued.Clear();
            }

            Add(last);
            drain = _drain;
            _drain = null;
        }

        drain?.Waiter.TrySetResult(false);
        return true;
    }

    public ValueTask<bool> DrainAsync(long pendingBytes)
    {
        lock (_lock)
        {
            if (_isClosing || _pendingBytes <= pendingBytes)
            {
                return new ValueTask<bool>(!_isClosing);
            }

            // One waits at a time: the connection's follower.
            _drain = new Drain(pendingBytes, new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously));
            return new ValueTask<bool>(_drain.Waiter.Task);
        }
    }

    public void Abort()
    {
        Drain? drain;
        lock (_lock)
        {
            if (_isAborted)
            {
                return;
            }

            _isAborted = true;
            _isClosing = true;
            _isDropping = true;
            drain = _drain;
            _drain = null;
            if (!_isPumping)
            {
                _finished.TrySetResult();
            }
        }

        _aborting.Cancel();
        drain?.Waiter.TrySetResult(false);
    }

    public void Execute()
    {
        _ = PumpAsync();
    }

    public void Dispose()
    {
        _aborting.Dispose();
    }

    private void Add(Frame frame)
    {
        if (_pendingBytes == 0)
        {
            _progressAt = time.GetTimestamp();
        }

        _queued.Add(frame);
        _pendingBytes += frame.Length;
        if (!_isPumping)
        {
            _isPumping = true;
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private async Task PumpAsync()
    {
        byte[]? buffer = null;
        try
        {
            while (TakeQueued())
            {
                if (_writing.Count > 1)
                {
                    buffer ??= ArrayPool<byte>.Shared.Rent(WriteBytes);
                }

                await WriteTakenAsync(buffer);
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The peer is gone, or the connection was given up.
            StopPumping();
            _finished.TrySetResult();
        }
        catch (Exception exception)
        {
            // Whoever waits for the end learns of it, and logs it.
            StopPumping();
            _finished.TrySetException(exception);
        }
        finally
        {
            if (buffer is not null)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private bool TakeQueued()
    {
        lock (_lock)
        {
            _writing.Clear();
            if (_writing.Capacity > KeptSlots)
            {
                _writing = [];
            }

            if (_queued.Count == 0 || _isAborted)
            {
                _isPumping = false;
                if (_isClosing)
                {
                    _finished.TrySetResult();
                }

                return false;
            }

            (_queued, _writing) = (_writing, _queued);

            // What was dropped was dropped from the queue; this is what came after.
            _isDropping = false;
            return true;
        }
    }

    private async Task WriteTakenAsync(byte[]? buffer)
    {
        var filled = 0;
        for (var index = 0; index < _writing.Count; index++)
        {
            var frame = _writing[index];
            if (_isDropping)
            {
                Written(frame.Length);
                continue;
            }

            if (buffer is not null && filled + frame.Length <= WriteBytes)
            {
                frame.Bytes.CopyTo(buffer.AsMemory(filled));
                filled += frame.Length;
                continue;
            }

            if (filled > 0)
            {
                await WriteAsync(buffer.AsMemory(0, filled));
                filled = 0;
                index--;
                continue;
            }

            await WriteAsync(frame.Bytes);
        }

        if (filled > 0)
        {
            await WriteAsync(buffer.AsMemory(0, filled));
        }
    }

    private async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        await stream.WriteAsync(bytes, _aborting.Token);
        Written(bytes.Length);
    }

    private void Written(int bytes)
    {
        Drain? drain = null;
        lock (_lock)
        {
            _pendingBytes -= bytes;
            _progressAt = time.GetTimestamp();
            if (_drain is not null && _pendingBytes <= _drain.PendingBytes)
            {
                drain = _drain;
                _drain = null;
            }
        }

        drain?.Waiter.TrySetResult(true);
    }

    private void StopPumping()
    {
        Abort();
        lock (_lock)
        {
            _isPumping = false;
        }
    }

    private sealed record Drain(long PendingBytes, TaskCompletionSource<bool> Waiter);
}
