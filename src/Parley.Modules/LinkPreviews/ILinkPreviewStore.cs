using Parley.Contracts;

namespace Parley.Modules.LinkPreviews;

/// <summary>Previews as the database knows them. Every call may throw <see cref="IOException"/> when it does not answer.</summary>
public interface ILinkPreviewStore
{
    /// <returns>null: there is no such message, it is deleted, or its channel is archived.</returns>
    Task<PreviewedMessage?> FindMessageAsync(Guid channelId, long seq, CancellationToken cancellationToken);

    /// <returns>What the page said, if that is still to be used; null: it must be asked.</returns>
    Task<KnownPage?> FindPageAsync(string url, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>In place of what it said before.</summary>
    Task SavePageAsync(string url, KnownPage page, DateTimeOffset now, DateTimeOffset expiresAt, CancellationToken cancellationToken);

    /// <summary>Before the content is written, so that no content is without a row that leads to it.</summary>
    Task AddImageAsync(Guid imageId, string mediaType, DateTimeOffset now, CancellationToken cancellationToken);

    /// <returns>The media type of a picture that a preview of this message has; null: it has no such picture.</returns>
    Task<string?> FindImageAsync(Guid channelId, long seq, Guid imageId, CancellationToken cancellationToken);

    /// <summary>Pictures of before then that no message has. No page may be known for as long as that. They cannot be found any more when this returns.</summary>
    Task<IReadOnlyList<Guid>> TakeUnusedImagesAsync(DateTimeOffset addedBefore, int limit, CancellationToken cancellationToken);

    /// <summary>Their content is gone.</summary>
    Task ForgetImagesAsync(IReadOnlyList<Guid> imageIds, CancellationToken cancellationToken);

    /// <summary>Removes what pages said that is not to be used any more.</summary>
    Task ForgetPagesAsync(DateTimeOffset expiredBefore, CancellationToken cancellationToken);
}

/// <param name="AuthorId">Who wrote it.</param>
/// <param name="Text">What it says.</param>
/// <param name="IsOn">Whether its workspace wants previews.</param>
/// <param name="Previews">As they are stored; null: none.</param>
/// <param name="Removed">Links whose preview was taken away, and does not come back.</param>
public sealed record PreviewedMessage(Guid AuthorId, string Text, bool IsOn, string? Previews, IReadOnlyList<string> Removed);

/// <param name="Preview">null: the page has none to show.</param>
public sealed record KnownPage(LinkPreviewDto? Preview);
