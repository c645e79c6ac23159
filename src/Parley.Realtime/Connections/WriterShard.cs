namespace Parley.Realtime.Connections;

/// <summary>
/// A thread that writes for its share of the connections: in each pass it visits those with something queued, once each, so that what came meanwhile
/// for one of them goes out in a single system call.
/// </summary>
internal sealed class WriterShard(string name) : IDisposable
{
    private readonly object _gate = new();
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(QueuedFrameWriter.WriteBytes);
    private List<DirectFrameWriter> _queued = [];
    private List<DirectFrameWriter> _writing = [];
    private Thread? _thread;
    private bool _isWaiting;
    private bool _isStopped;

    /// <summary>Puts the writer into the next pass. It is in one list at a time: only an inactive writer starts.</summary>
    public void Add(DirectFrameWriter writer)
    {
        lock (_gate)
        {
            if (_isStopped)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static stopped => stopped.GiveUp(), writer, preferLocal: false);
                return;
            }

            _queued.Add(writer);
            if (_thread is null)
            {
                _thread = new Thread(Run) { IsBackground = true, Name = name };
                _thread.Start();
            }
            else if (_isWaiting)
            {
                _isWaiting = false;
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Returns when the thread has ended. Writers that still have something are given up.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopped = true;
            Monitor.Pulse(_gate);
        }

        _thread?.Join();
    }

    private void Run()
    {
        while (TakeQueued())
        {
            foreach (var writer in _writing)
            {
                if (writer.WriteSome(_buffer))
                {
                    Add(writer);
                }
            }

            _writing.Clear();
        }

        foreach (var writer in _queued)
        {
            writer.GiveUp();
        }
    }

    private bool TakeQueued()
    {
        lock (_gate)
        {
            while (_queued.Count == 0 && !_isStopped)
            {
                _isWaiting = true;
                Monitor.Wait(_gate);
            }

            _isWaiting = false;
            if (_isStopped)
            {
                return false;
            }

            (_queued, _writing) = (_writing, _queued);
            return true;
        }
    }
}
