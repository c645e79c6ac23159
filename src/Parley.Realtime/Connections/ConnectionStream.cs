using System.Buffers;
using System.IO.Pipelines;
using Parley.Realtime.Frames;

namespace Parley.Realtime.Connections;

/// <summary>
/// What the WebSocket library reads from and writes to. What it writes by itself, pong and close frames, each whole in one call, goes to the
/// connection's writer, so that nothing interleaves; what it reads counts as a sign of life.
/// </summary>
internal sealed class ConnectionStream(PipeReader input, Connection connection) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <exception cref="OperationCanceledException">The connection was given up.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await input.ReadAsync(cancellationToken);
        while (read.Buffer.IsEmpty && !read.IsCompleted && !read.IsCanceled)
        {
            // Woken for nothing; 0 would mean the end.
            input.AdvanceTo(read.Buffer.Start);
            read = await input.ReadAsync(cancellationToken);
        }

        if (read.IsCanceled)
        {
            throw new OperationCanceledException("The connection was given up.");
        }

        var bytes = (int)Math.Min(read.Buffer.Length, buffer.Length);
        var taken = read.Buffer.Slice(0, bytes);
        taken.CopyTo(buffer.Span);
        input.AdvanceTo(taken.End);
        if (bytes > 0)
        {
            connection.NoteRead();
        }

        return bytes;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var frame = Frame.Encoded(buffer.Span);
        if (frame.IsClose)
        {
            connection.CloseWith(frame, dropQueued: false);
        }
        else if (connection.CountClientFrame())
        {
            // A pong: the client's pings count as frames of its own, which nobody else would count.
            connection.Enqueue(frame);
        }

        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        return WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        return Task.CompletedTask;
    }

    public override void Flush()
    {
        // Nothing is held back here.
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        throw new NotSupportedException("Reading waits only asynchronously.");
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        throw new NotSupportedException("Writing waits only asynchronously.");
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        throw new NotSupportedException();
    }

    public override void SetLength(long value)
    {
        throw new NotSupportedException();
    }
}
