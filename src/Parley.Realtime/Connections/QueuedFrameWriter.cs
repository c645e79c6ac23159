using Parley.Realtime.Frames;

namespace Parley.Realtime.Connections;

/// <summary>
/// What both writers share: the queue, what counts as pending, the last frame, and who waits for room. A writer's transport takes what is queued in
/// portions, one at a time: <see cref="Gather"/>, write, <see cref="Written"/>, until one of them says that nothing is left.
/// </summary>
internal abstract class QueuedFrameWriter(TimeProvider time) : IFrameWriter, IDisposable
{
    /// <summary>
    /// Bytes of one write at most, but for a single frame that is larger: what a TLS record or a socket buffer takes without being split much, and
    /// what the array pool has at hand.
    /// </summary>
    public const int WriteBytes = 64 * 1024;

    private readonly Lock _lock = new();
    private FrameQueue _queue;
    private long _pendingBytes;
    private long _progressAt = time.GetTimestamp();

    // How much of the first frame is written.
    private int _writtenOfFirst;

    // Frames of the portion that is on its way; and whether the queue was dropped meanwhile.
    private int _takenFrames;
    private bool _isDropping;

    // What was placed before a drop and is not queued yet is dropped, too.
    private bool _isDropped;
    private bool _isActive;
    private bool _isLastQueued;
    private bool _isAborted;
    private bool _isFinished;
    private volatile bool _isClosing;
    private TaskCompletionSource? _finished;
    private Drain? _drain;

    public long PendingBytes => Volatile.Read(ref _pendingBytes);

    public long ProgressAt => Volatile.Read(ref _progressAt);

    public bool IsClosing => _isClosing;

    public Task Finished
    {
        get
        {
            lock (_lock)
            {
                if (_finished is null)
                {
                    // Made when somebody asks, which for most connections is at their end.
                    _finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    if (_isFinished)
                    {
                        _finished.SetResult();
                    }
                }

                return _finished.Task;
            }
        }
    }

    public bool TryAdd(Frame frame)
    {
        lock (_lock)
        {
            if (_isClosing)
            {
                return false;
            }

            Count(frame);
            Place(frame, isLast: false);
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
                _isDropped = true;
                _isDropping = _takenFrames > 0;
                _pendingBytes -= _queue.Cut(Math.Max(_takenFrames, _writtenOfFirst > 0 ? 1 : 0));
            }

            Count(last);
            Place(last, isLast: true);
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
            drain = _drain;
            _drain = null;
            if (!_isActive)
            {
                Finish(fault: null);
            }
        }

        CancelWrite();
        drain?.Waiter.TrySetResult(false);
    }

    public abstract void Dispose();

    /// <summary>
    /// Sees to it that <see cref="Queue"/> gets the frame, after all before it. Called under the lock; the frame counts as pending already.
    /// </summary>
    protected virtual void Place(Frame frame, bool isLast)
    {
        Queue(frame, isLast);
    }

    /// <summary>Something is queued and nothing runs: starts what calls <see cref="Gather"/>. Called under the queue's lock, so it only schedules.</summary>
    protected abstract void Start();

    /// <summary>Ends a write that waits for the peer.</summary>
    protected abstract void CancelWrite();

    /// <summary>Queues a frame that was placed elsewhere before; drops it when it was dropped meanwhile.</summary>
    protected void QueuePlaced(Frame frame, bool isLast)
    {
        lock (_lock)
        {
            if ((_isDropped && !isLast) || _isAborted)
            {
                _pendingBytes -= frame.Length;
                return;
            }

            Queue(frame, isLast);
        }
    }

    /// <summary>Adds a frame to the queue at once, unless the last one was added.</summary>
    /// <returns>false when more than this would be pending; nothing was added.</returns>
    protected bool TryQueue(Frame frame, long pendingBytes)
    {
        lock (_lock)
        {
            if (_isClosing)
            {
                return true;
            }

            if (_pendingBytes + frame.Length > pendingBytes)
            {
                return false;
            }

            Count(frame);
            Queue(frame, isLast: false);
            return true;
        }
    }

    /// <summary>The next portion to write: whole frames joined together, or the rest of one.</summary>
    /// <param name="buffer">Where frames are joined, of <see cref="WriteBytes"/>; null: one frame will do.</param>
    /// <returns>Empty: there is nothing to write now, or ever.</returns>
    protected ReadOnlyMemory<byte> Gather(byte[]? buffer)
    {
        lock (_lock)
        {
            if (_isAborted)
            {
                _isActive = false;
                Finish(fault: null);
                return default;
            }

            if (_queue.Count == 0)
            {
                // All of it was dropped since it was queued; the last frame, on its way into the queue, starts anew.
                _isActive = false;
                return default;
            }

            var first = _queue[0].Bytes[_writtenOfFirst..];
            _takenFrames = 1;
            if (buffer is null || _queue.Count == 1 || first.Length + _queue[1].Length > WriteBytes)
            {
                return first;
            }

            first.Span.CopyTo(buffer);
            var filled = first.Length;
            for (; _takenFrames < _queue.Count && filled + _queue[_takenFrames].Length <= WriteBytes; _takenFrames++)
            {
                var next = _queue[_takenFrames].Bytes.Span;
                next.CopyTo(buffer.AsSpan(filled));
                filled += next.Length;
            }

            return buffer.AsMemory(0, filled);
        }
    }

    /// <summary>So many bytes of the portion went out; the rest comes with the next one.</summary>
    /// <returns>false: nothing is left; <see cref="Start"/> is called when that changes.</returns>
    protected bool Written(int bytes)
    {
        Drain? drain = null;
        bool isMore;
        lock (_lock)
        {
            if (bytes > 0)
            {
                _pendingBytes -= bytes;
                _progressAt = time.GetTimestamp();
            }

            RemoveWritten(bytes);
            if (_drain is not null && _pendingBytes <= _drain.PendingBytes)
            {
                drain = _drain;
                _drain = null;
            }

            isMore = _queue.Count > 0 && !_isAborted;
            if (!isMore)
            {
                _isActive = false;
                if (_isLastQueued || _isAborted)
                {
                    Finish(fault: null);
                }
            }
        }

        drain?.Waiter.TrySetResult(true);
        return isMore;
    }

    /// <summary>Nothing can be written any more.</summary>
    /// <param name="fault">null: the peer is gone, or the connection was given up. Else it is told to whoever waits for the end, and logs it.</param>
    protected void Fail(Exception? fault)
    {
        Abort();
        lock (_lock)
        {
            _isActive = false;
            Finish(fault);
        }
    }

    /// <summary>Adds a placed frame at the end. Called under the lock.</summary>
    protected void Queue(Frame frame, bool isLast)
    {
        _queue.Add(frame);
        _isLastQueued |= isLast;
        if (!_isActive)
        {
            _isActive = true;
            Start();
        }
    }

    private void Count(Frame frame)
    {
        if (_pendingBytes == 0)
        {
            _progressAt = time.GetTimestamp();
        }

        _pendingBytes += frame.Length;
    }

    private void RemoveWritten(int bytes)
    {
        _takenFrames = 0;
        bytes += _writtenOfFirst;
        while (_queue.Count > 0 && bytes >= _queue[0].Length)
        {
            bytes -= _queue[0].Length;
            _queue.RemoveFirst();
        }

        _writtenOfFirst = bytes;
        if (_isDropping)
        {
            // The portion was on its way when the rest was dropped, and did not get all the way: what of it is whole goes too.
            _isDropping = false;
            KeepLast();
        }
    }

    // After the drop only the last frame is added, and it may still be on its way into the queue.
    private void KeepLast()
    {
        var kept = _writtenOfFirst > 0 ? 1 : 0;
        var last = _isLastQueued && _queue.Count > kept ? _queue[_queue.Count - 1] : null;
        _pendingBytes -= _queue.Cut(kept);
        if (last is not null)
        {
            _pendingBytes += last.Length;
            _queue.Add(last);
        }
    }

    private void Finish(Exception? fault)
    {
        if (_isFinished)
        {
            return;
        }

        _isFinished = true;
        if (fault is not null)
        {
            (_finished ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).SetException(fault);
        }
        else
        {
            _finished?.SetResult();
        }
    }

    private sealed record Drain(long PendingBytes, TaskCompletionSource<bool> Waiter);
}
