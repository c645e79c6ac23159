using System.Buffers;
using System.IO.Pipelines;
using Parley.Modules.Files;

namespace Parley.Blobs.S3;

/// <summary>Content that comes piece by piece, taken part by part. One user at a time.</summary>
internal sealed class BoundedContent(PipeReader content, long mostBytes)
{
    public long Read { get; private set; }

    /// <summary>Nothing comes any more.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Fills the part, or takes what is left.</summary>
    /// <returns>How many bytes; fewer than there is room for only when <see cref="IsOver"/>.</returns>
    /// <exception cref="BlobTooLargeException">There is more than allowed.</exception>
    public async Task<int> ReadAsync(Memory<byte> part, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (!IsOver)
        {
            var read = await content.ReadAsync(cancellationToken);
            var piece = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, part.Length - filled));
            piece.CopyTo(part.Span[filled..]);
            filled += (int)piece.Length;
            Read += piece.Length;
            IsOver = read.IsCompleted && piece.Length == read.Buffer.Length;
            content.AdvanceTo(piece.End);
            if (Read > mostBytes)
            {
                throw new BlobTooLargeException(mostBytes);
            }

            // Full, and a look whether that was all: the last part of an upload may be a whole one.
            if (filled == part.Length && !IsOver)
            {
                await LookAheadAsync(cancellationToken);
                break;
            }
        }

        return filled;
    }

    private async Task LookAheadAsync(CancellationToken cancellationToken)
    {
        var ahead = await content.ReadAsync(cancellationToken);
        IsOver = ahead.IsCompleted && ahead.Buffer.IsEmpty;
        content.AdvanceTo(ahead.Buffer.Start);
    }
}
