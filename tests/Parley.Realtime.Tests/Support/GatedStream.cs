namespace Parley.Realtime.Tests.Support;

/// <summary>Takes writes one by one, each when the test lets it through.</summary>
internal sealed class GatedStream : Stream
{
    private readonly SemaphoreSlim _gate = new(0);
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly List<byte[]> _writes = [];

    public Exception? Fault { get; set; }

    public IReadOnlyList<byte[]> Writes
    {
        get
        {
            lock (_writes)
            {
                return [.. _writes];
            }
        }
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Waits for the writer to come with the next write.</summary>
    public async Task ArrivedAsync()
    {
        Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken), "No write came.");
    }

    public void LetThrough(int writes)
    {
        _gate.Release(writes);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _arrived.Release();
        await _gate.WaitAsync(cancellationToken);
        if (Fault is { } fault)
        {
            throw fault;
        }

        lock (_writes)
        {
            _writes.Add(buffer.ToArray());
        }
    }

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        _gate.Dispose();
        _arrived.Dispose();
        base.Dispose(disposing);
    }
}
