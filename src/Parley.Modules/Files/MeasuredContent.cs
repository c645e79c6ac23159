namespace Parley.Modules.Files;

/// <summary>A file's content on its way to a client: counts what is read of it, and says so when it is disposed.</summary>
internal sealed class MeasuredContent(Stream content, FileMetrics metrics, TimeProvider time) : Stream
{
    private readonly long _beganAt = time.GetTimestamp();
    private long _read;
    private bool _isDisposed;

    public override bool CanRead => content.CanRead;

    public override bool CanSeek => content.CanSeek;

    public override bool CanWrite => false;

    public override long Length => content.Length;

    public override long Position
    {
        get => content.Position;
        set => content.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => Count(content.Read(buffer, offset, count));

    public override int Read(Span<byte> buffer) => Count(content.Read(buffer));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        return Count(await content.ReadAsync(buffer, cancellationToken));
    }

    public override long Seek(long offset, SeekOrigin origin) => content.Seek(offset, origin);

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override async ValueTask DisposeAsync()
    {
        Measure();
        await content.DisposeAsync();
        await base.DisposeAsync();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Measure();
            content.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Count(int bytes)
    {
        _read += bytes;
        return bytes;
    }

    private void Measure()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            metrics.Sent(_read, time.GetElapsedTime(_beganAt));
        }
    }
}
