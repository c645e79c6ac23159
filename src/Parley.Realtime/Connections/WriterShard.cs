using Parley.Realtime.Frames;

namespace Parley.Realtime.Connections;

/// <summary>
/// A thread that owns a share of the connections. In each pass it takes what was posted for them, a frame for many connections as one item, puts
/// references into their queues, and makes one system call for each that has something queued: whatever came meanwhile goes out together.
/// </summary>
internal sealed class WriterShard(string name) : IDisposable
{
    private readonly object _gate = new();
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(QueuedFrameWriter.WriteBytes);

    // Of one item after the other.
    private readonly List<Frame> _joined = [];

    // Filled by all under the gate; emptied by the thread.
    private List<Item> _inbox = [];
    private List<Item> _taken = [];
    private Thread? _thread;
    private bool _isWaiting;
    private bool _isStopped;

    // The thread's own: who has something queued and can write now.
    private List<DirectFrameWriter> _active = [];
    private List<DirectFrameWriter> _writing = [];

    /// <summary>A frame for one connection.</summary>
    public void Post(DirectFrameWriter writer, Frame frame, bool isLast)
    {
        Post(new Item(writer, null, frame, isLast));
    }

    /// <summary>A frame for many connections of this shard. The array is not changed by anyone.</summary>
    public void Post(Connection[] connections, Frame frame)
    {
        Post(new Item(null, connections, frame, IsLast: false));
    }

    /// <summary>The writer's socket has room again.</summary>
    public void Resume(DirectFrameWriter writer)
    {
        Post(new Item(writer, null, null, IsLast: false));
    }

    /// <summary>Puts the writer into the next pass. On the thread only, from within an item.</summary>
    public void Activate(DirectFrameWriter writer)
    {
        _active.Add(writer);
    }

    /// <summary>Returns when the thread has ended. Writers for which something was posted are given up.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopped = true;
            Monitor.Pulse(_gate);
        }

        _thread?.Join();
    }

    private void Post(in Item item)
    {
        lock (_gate)
        {
            if (_isStopped)
            {
                if (item.Writer is { } writer)
                {
                    ThreadPool.UnsafeQueueUserWorkItem(static stopped => stopped.GiveUp(), writer, preferLocal: false);
                }

                return;
            }

            _inbox.Add(item);
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

    private void Run()
    {
        while (TakeInbox())
        {
            HandleTaken();
            _taken.Clear();
            (_active, _writing) = (_writing, _active);
            foreach (var writer in _writing)
            {
                if (writer.WriteSome(_buffer))
                {
                    _active.Add(writer);
                }
            }

            _writing.Clear();
        }

        foreach (var writer in _inbox.Select(item => item.Writer).OfType<DirectFrameWriter>().Concat(_active))
        {
            writer.GiveUp();
        }
    }

    /// <returns>false: stopped.</returns>
    private bool TakeInbox()
    {
        lock (_gate)
        {
            while (_inbox.Count == 0 && _active.Count == 0 && !_isStopped)
            {
                _isWaiting = true;
                Monitor.Wait(_gate);
            }

            _isWaiting = false;
            if (!_isStopped)
            {
                (_inbox, _taken) = (_taken, _inbox);
            }

            return !_isStopped;
        }
    }

    private void HandleTaken()
    {
        for (var next = 0; next < _taken.Count;)
        {
            var item = _taken[next++];
            if (item.Connections is { } connections)
            {
                // What came for the same readers is joined once for all of them.
                _joined.Add(item.Frame!);
                var bytes = item.Frame!.Length;
                for (; next < _taken.Count && _taken[next].Connections == connections && bytes + _taken[next].Frame!.Length <= QueuedFrameWriter.WriteBytes; next++)
                {
                    _joined.Add(_taken[next].Frame!);
                    bytes += _taken[next].Frame!.Length;
                }

                var frame = _joined.Count == 1 ? item.Frame : Frame.Join(_joined);
                _joined.Clear();
                foreach (var connection in connections)
                {
                    connection.Deliver(frame);
                }
            }
            else if (item.Frame is { } frame)
            {
                item.Writer!.Take(frame, item.IsLast);
            }
            else
            {
                _active.Add(item.Writer!);
            }
        }
    }

    /// <param name="Writer">Whose frame it is; null: it is for many.</param>
    /// <param name="Connections">They; null: it is for one.</param>
    /// <param name="Frame">null: the writer can go on with what is queued.</param>
    /// <param name="IsLast">Whether it is the writer's last.</param>
    private readonly record struct Item(DirectFrameWriter? Writer, Connection[]? Connections, Frame? Frame, bool IsLast);
}
