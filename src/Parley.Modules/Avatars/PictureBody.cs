using System.Buffers;
using System.IO.Pipelines;

namespace Parley.Modules.Avatars;

/// <summary>The body of a request, when it is a picture: small enough to be read whole.</summary>
public static class PictureBody
{
    /// <returns>null: there is more.</returns>
    public static async Task<byte[]?> ReadAsync(PipeReader content, int mostBytes, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await content.ReadAsync(cancellationToken);
            if (read.Buffer.Length > mostBytes)
            {
                content.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var bytes = read.Buffer.ToArray();
                content.AdvanceTo(read.Buffer.End);
                return bytes;
            }

            content.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }
}
