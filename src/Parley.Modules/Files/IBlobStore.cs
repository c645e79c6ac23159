using System.IO.Pipelines;

namespace Parley.Modules.Files;

/// <summary>
/// Where the content of files is. A blob is written once and never changed. Every call may throw <see cref="IOException"/> when the store does not answer.
/// </summary>
public interface IBlobStore
{
    /// <summary>Stores everything that the content brings, without ever holding it whole in memory. It is there, durably, when this returns, and not at all when it throws.</summary>
    /// <param name="blobId">New.</param>
    /// <param name="content">Read to its end.</param>
    /// <param name="mostBytes">More is refused.</param>
    /// <param name="cancellationToken">To give up.</param>
    /// <returns>How many bytes it has.</returns>
    /// <exception cref="BlobTooLargeException">It has more than <paramref name="mostBytes"/>.</exception>
    Task<long> WriteAsync(Guid blobId, PipeReader content, long mostBytes, CancellationToken cancellationToken);

    /// <returns>A stream that knows its length and can seek; null: there is no such blob.</returns>
    Task<Stream?> OpenAsync(Guid blobId, CancellationToken cancellationToken);

    /// <summary>A blob that is not there is deleted already.</summary>
    Task DeleteAsync(Guid blobId, CancellationToken cancellationToken);
}

public sealed class BlobTooLargeException(long mostBytes) : Exception($"The content has more than {mostBytes} bytes.");
