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

    /// <summary>Whether blobs can be kept there at all, as far as can be told without keeping one.</summary>
    /// <exception cref="IOException">They cannot; its message says to an operator why, and what to change.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}

/// <summary>Lets browsers get content from where it is, past this server. There is none where they cannot, or shall not.</summary>
public interface IBlobLinks
{
    /// <param name="blobId">One that is there.</param>
    /// <param name="disposition">The Content-Disposition of the answer: a download with a name.</param>
    /// <param name="cancellationToken">To give up.</param>
    /// <returns>An address that answers with the content for a short while, to whoever has it.</returns>
    Task<Uri> CreateAsync(Guid blobId, string disposition, CancellationToken cancellationToken);
}

public sealed class BlobTooLargeException(long mostBytes) : Exception($"The content has more than {mostBytes} bytes.");
