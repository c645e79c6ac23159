using Parley.Realtime.Connections;
using Parley.Realtime.Frames;

namespace Parley.Realtime.Tests.Support;

/// <summary>A writer whose client takes frames when the test says so: the queue of the real ones, with the test as its transport.</summary>
internal sealed class RecordingWriter(TimeProvider time) : QueuedFrameWriter(time)
{
    private readonly byte[] _buffer = new byte[WriteBytes];
    private readonly List<byte> _halfTaken = [];
    private readonly List<(Frame Frame, bool IsLast)> _placed = [];
    private ReadOnlyMemory<byte> _onItsWay;

    public bool IsAborted { get; private set; }

    /// <summary>
    /// Whether each take leaves a portion on its way, of which the next one gets a single byte, and frames come into the queue only then: a full
    /// socket and a busy shard, at their worst.
    /// </summary>
    public bool IsOftenFull { get; init; }

    /// <summary>What waits, up to a portion, without taking it.</summary>
    public IReadOnlyList<SentFrame> Waiting
    {
        get
        {
            if (PendingBytes == 0)
            {
                return [];
            }

            var waiting = SentFrame.Split(Gather(_buffer).Span);
            Written(0);
            return waiting;
        }
    }

    public IReadOnlyList<SentFrame> Take(int count)
    {
        if (_onItsWay.Length > 0)
        {
            _halfTaken.Add(_onItsWay.Span[0]);
            _onItsWay = default;
            Written(1);
        }

        foreach (var (frame, isLast) in _placed)
        {
            QueuePlaced(frame, isLast);
        }

        _placed.Clear();
        List<SentFrame> taken = [];
        while (taken.Count < count && PendingBytes > 0 && Gather(buffer: null) is { Length: > 0 } rest)
        {
            _halfTaken.AddRange(rest.Span);
            taken.Add(Assert.Single(SentFrame.Split([.. _halfTaken])));
            _halfTaken.Clear();
            Written(rest.Length);
        }

        if (IsOftenFull && _halfTaken.Count == 0 && PendingBytes > 0)
        {
            _onItsWay = Gather(_buffer);
        }

        return taken;
    }

    public IReadOnlyList<SentFrame> TakeAll() => Take(int.MaxValue);

    public override void Dispose()
    {
        // Nothing is held.
    }

    protected override void Place(Frame frame, bool isLast)
    {
        if (IsOftenFull)
        {
            _placed.Add((frame, isLast));
        }
        else
        {
            Queue(frame, isLast);
        }
    }

    protected override void Start()
    {
        // The test takes when it likes.
    }

    protected override void CancelWrite()
    {
        IsAborted = true;
    }
}
