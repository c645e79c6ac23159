using Amazon.S3.Model;

namespace Parley.Blobs.S3;

/// <summary>
/// An object that is read where one seeks to, a range at a time: whoever reads slowly holds no connection of the store for hours, and whoever wants only a part does not
/// make it send the rest. The ranges grow, so that the beginning of a text is a small one and a film is not a thousand. One user at a time.
/// </summary>
internal sealed class S3BlobStream(S3Bucket bucket, string key, long length) : Stream
{
    private const long FirstRange = 256 * 1024;
    private const long LargestRange = 8 * 1024 * 1024;

    private long _position;
    private long _nextRange = FirstRange;
    private long _rangeEnd;
    private GetObjectResponse? _range;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position
    {
        get => _position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        var target = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => _position + offset,
            _ => length + offset,
        };
        ArgumentOutOfRangeException.ThrowIfNegative(target, nameof(offset));
        if (target != _position)
        {
            EndRange();
            _nextRange = FirstRange;
            _position = target;
        }

        return _position;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_position >= length || buffer.IsEmpty)
        {
            return 0;
        }

        if (_range is null)
        {
            await BeginRangeAsync(cancellationToken);
        }

        var read = await bucket.CallAsync(async _ => await _range!.ResponseStream.ReadAsync(buffer, cancellationToken));
        if (read == 0)
        {
            throw new IOException("The store ended an object before its end.");
        }

        _position += read;
        if (_position >= _rangeEnd)
        {
            EndRange();
        }

        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        return ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        throw new NotSupportedException("Read asynchronously.");
    }

    public override void Flush()
    {
        // Nothing is written.
    }

    public override void SetLength(long value)
    {
        throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        throw new NotSupportedException();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            EndRange();
        }

        base.Dispose(disposing);
    }

    private async Task BeginRangeAsync(CancellationToken cancellationToken)
    {
        _rangeEnd = Math.Min(length, _position + _nextRange);
        _nextRange = Math.Min(_nextRange * 2, LargestRange);
        _range = await bucket.CallAsync(client => client.GetObjectAsync(
            new GetObjectRequest { BucketName = bucket.Name, Key = key, ByteRange = new ByteRange(_position, _rangeEnd - 1) }, cancellationToken));
    }

    private void EndRange()
    {
        _range?.Dispose();
        _range = null;
    }
}
