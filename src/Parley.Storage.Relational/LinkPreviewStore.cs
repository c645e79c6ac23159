using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Parley.Contracts;
using Parley.Modules.LinkPreviews;

namespace Parley.Storage.Relational;

public sealed class LinkPreviewStore(Database database) : ILinkPreviewStore
{
    public Task<PreviewedMessage?> FindMessageAsync(Guid channelId, long seq, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            session => session.FindAsync(
                """
                SELECT m.author_id, m.text, NOT w.link_previews_off, m.previews, m.removed_links
                FROM messages m JOIN channels c ON c.id = m.channel_id JOIN workspaces w ON w.id = c.workspace_id
                WHERE m.channel_id = @channel AND m.seq = @seq AND m.deleted_at IS NULL AND c.archived_at IS NULL
                """,
                row => new PreviewedMessage(row.Id(0), row.Text(1), row.Flag(2), row.TextOrNull(3), ReadLinks(row.TextOrNull(4))),
                ("channel", channelId),
                ("seq", seq)),
            cancellationToken);
    }

    public Task<KnownPage?> FindPageAsync(string url, DateTimeOffset now, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            session => session.FindAsync(
                "SELECT preview FROM link_pages WHERE url_hash = @hash AND expires_at > @now",
                row => new KnownPage(row.TextOrNull(0) is { } json ? JsonSerializer.Deserialize(json, ParleyJson.Context.LinkPreviewDto) : null),
                ("hash", Hash(url)),
                ("now", now)),
            cancellationToken);
    }

    public Task SavePageAsync(string url, KnownPage page, DateTimeOffset now, DateTimeOffset expiresAt, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            session => session.ExecuteAsync(
                """
                INSERT INTO link_pages (url_hash, url, preview, asked_at, expires_at) VALUES (@hash, @url, @preview, @now, @expires)
                ON CONFLICT (url_hash) DO UPDATE SET preview = excluded.preview, asked_at = excluded.asked_at, expires_at = excluded.expires_at
                """,
                ("hash", Hash(url)),
                ("url", url),
                ("preview", page.Preview is null ? null : JsonSerializer.Serialize(page.Preview, ParleyJson.Context.LinkPreviewDto)),
                ("now", now),
                ("expires", expiresAt)),
            cancellationToken);
    }

    public Task AddImageAsync(Guid imageId, string mediaType, DateTimeOffset now, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            session => session.ExecuteAsync(
                "INSERT INTO link_images (id, media_type, added_at) VALUES (@id, @media_type, @now)", ("id", imageId), ("media_type", mediaType), ("now", now)),
            cancellationToken);
    }

    public Task<string?> FindImageAsync(Guid channelId, long seq, Guid imageId, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            session => session.FindAsync(
                """
                SELECT i.media_type FROM message_link_images m JOIN link_images i ON i.id = m.image_id
                WHERE m.channel_id = @channel AND m.seq = @seq AND m.image_id = @image
                """,
                row => row.Text(0),
                ("channel", channelId),
                ("seq", seq),
                ("image", imageId)),
            cancellationToken);
    }

    public Task<IReadOnlyList<Guid>> TakeUnusedImagesAsync(DateTimeOffset addedBefore, int limit, CancellationToken cancellationToken)
    {
        return database.WriteAsync<IReadOnlyList<Guid>>(
            async session =>
            {
                // Indexes link_images_by_age, message_link_images_by_image.
                await session.ExecuteAsync(
                    """
                    UPDATE link_images SET is_removed = true
                    WHERE added_at < @before AND NOT is_removed AND NOT EXISTS (SELECT 1 FROM message_link_images m WHERE m.image_id = link_images.id)
                    """,
                    ("before", addedBefore));

                // Index link_images_by_removal.
                return await session.ListAsync("SELECT id FROM link_images WHERE is_removed ORDER BY id LIMIT @limit", row => row.Id(0), ("limit", limit));
            },
            cancellationToken);
    }

    public Task ForgetImagesAsync(IReadOnlyList<Guid> imageIds, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                foreach (var imageId in imageIds)
                {
                    await session.ExecuteAsync("DELETE FROM link_images WHERE id = @id AND is_removed", ("id", imageId));
                }
            },
            cancellationToken);
    }

    public Task ForgetPagesAsync(DateTimeOffset expiredBefore, CancellationToken cancellationToken)
    {
        // Index link_pages_by_expiry.
        return database.WriteAsync(session => session.ExecuteAsync("DELETE FROM link_pages WHERE expires_at < @before", ("before", expiredBefore)), cancellationToken);
    }

    /// <param name="json">What <c>messages.removed_links</c> holds.</param>
    internal static IReadOnlyList<string> ReadLinks(string? json)
    {
        return json is null ? [] : JsonSerializer.Deserialize(json, ParleyJson.Context.IReadOnlyListString)!;
    }

    private static byte[] Hash(string url)
    {
        return SHA256.HashData(Encoding.UTF8.GetBytes(url));
    }
}
