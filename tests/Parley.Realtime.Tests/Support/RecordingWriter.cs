using Parley.Realtime.Connections;
using Parley.Realtime.Frames;

namespace Parley.Realtime.Tests.Support;

/// <summary>A writer whose client takes frames when the test says so.</summary>
internal sealed class RecordingWriter(TimeProvider time) : IFrameWriter
{
    private readonly Queue<Frame> _waiting = new();
    private (long PendingBytes, TaskCompletionSource<bool> Waiter)? _drain;

    public long PendingBytes { get; private set; }

    public long ProgressAt { get; private set; } = time.GetTimestamp();

    public bool IsClosing { get; private set; }

    public bool IsAborted { get; private set; }

    public Task Finished => Task.CompletedTask;

    /// <summary>Everything that waits, without taking it.</summary>
    public IReadOnlyList<SentFrame> Waiting => [.. _waiting.Select(SentFrame.Of)];

    public bool TryAdd(Frame frame)
    {
        if (IsClosing)
        {
            return false;
        }

        Add(frame);
        return true;
    }

    public bool TryAddLast(Frame last, bool dropQueued)
    {
        if (IsClosing)
        {
            return false;
        }

        IsClosing = true;
        if (dropQueued)
        {
            _waiting.Clear();
            PendingBytes = 0;
        }

        Add(last);
        EndDrain(isOpen: false);
        return true;
    }

    public ValueTask<bool> DrainAsync(long pendingBytes)
    {
        if (IsClosing || PendingBytes <= pendingBytes)
        {
            return new ValueTask<bool>(!IsClosing);
        }

        var waiter = new TaskCompletionSource<bool>();
        _drain = (pendingBytes, waiter);
        return new ValueTask<bool>(waiter.Task);
    }

    public void Abort()
    {
        IsAborted = true;
        IsClosing = true;
        EndDrain(isOpen: false);
    }

    public IReadOnlyList<SentFrame> Take(int count)
    {
        List<SentFrame> taken = [];
        while (taken.Count < count && _waiting.TryDequeue(out var frame))
        {
            PendingBytes -= frame.Length;
            ProgressAt = time.GetTimestamp();
            taken.Add(SentFrame.Of(frame));
        }

        if (PendingBytes <= _drain?.PendingBytes)
        {
            EndDrain(isOpen: true);
        }

        return taken;
    }

    public IReadOnlyList<SentFrame> TakeAll() => Take(int.MaxValue);

    private void Add(Frame frame)
    {
        if (PendingBytes == 0)
        {
            ProgressAt = time.GetTimestamp();
        }

        _waiting.Enqueue(frame);
        PendingBytes += frame.Length;
    }

    private void EndDrain(bool isOpen)
    {
        var waiter = _drain?.Waiter;
        _drain = null;
        waiter?.TrySetResult(isOpen);
    }
}
