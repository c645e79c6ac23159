using System.Text.Json;
using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Modules.LinkPreviews;

namespace Parley.Storage.Relational;

/// <summary>Previews of a message's links, changed with the channel's head held. It uses no more columns than a worker may see.</summary>
internal static class PreviewSql
{
    public static async Task<ChangeOutcome> SetAsync(Session session, LockedChannel channel, ChannelChange.SetPreviews change)
    {
        if (change.Removed is not null && !await ChannelLogSql.IsMemberAsync(session, channel.Id, change.ActorId))
        {
            return new ChangeOutcome.NotAMember();
        }

        var message = await session.FindAsync(
            "SELECT author_id, text, deleted_at IS NOT NULL, previews, removed_links FROM messages WHERE channel_id = @channel AND seq = @seq",
            row => new { AuthorId = row.Id(0), Text = row.Text(1), IsDeleted = row.Flag(2), Previews = row.TextOrNull(3), Removed = LinkPreviewStore.ReadLinks(row.TextOrNull(4)) },
            ("channel", channel.Id),
            ("seq", change.MessageSeq));
        switch (message)
        {
            case null:
                return new ChangeOutcome.NoSuchMessage();
            case { IsDeleted: true }:
                return new ChangeOutcome.Deleted();
            case var _ when change.Removed is not null && message.AuthorId != change.ActorId && !change.MayChangeOthers:
                return new ChangeOutcome.NotTheAuthor();
            case var _ when message.Text != change.Text || message.Previews != change.Before || (change.Removed is null && change.After.Any(preview => message.Removed.Contains(preview.Url))):
                return new ChangeOutcome.Outdated();
        }

        var after = PreviewJson.Of(change.After);
        if (change.Removed is not null)
        {
            await session.ExecuteAsync(
                "UPDATE messages SET removed_links = @removed WHERE channel_id = @channel AND seq = @seq",
                ("channel", channel.Id),
                ("seq", change.MessageSeq),
                ("removed", change.Removed.Count == 0 ? null : JsonSerializer.Serialize(change.Removed, ParleyJson.Context.IReadOnlyListString)));
        }

        if (after == message.Previews)
        {
            return new ChangeOutcome.Unchanged();
        }

        var logged = await ChannelLogSql.AppendAsync(session, channel, change.Event);
        await session.ExecuteAsync(
            "UPDATE messages SET previews = @after WHERE channel_id = @channel AND seq = @seq", ("channel", channel.Id), ("seq", change.MessageSeq), ("after", after));
        await session.ExecuteAsync(
            "INSERT INTO message_preview_events (channel_id, seq, event_seq) VALUES (@channel, @seq, @event_seq)",
            ("channel", channel.Id),
            ("seq", change.MessageSeq),
            ("event_seq", logged.Seq));
        await DropImagesAsync(session, channel.Id, change.MessageSeq);
        foreach (var imageId in change.After.Select(preview => preview.Image?.Id).OfType<Guid>().Distinct())
        {
            await session.ExecuteAsync(
                "INSERT INTO message_link_images (channel_id, seq, image_id) VALUES (@channel, @seq, @image)",
                ("channel", channel.Id),
                ("seq", change.MessageSeq),
                ("image", imageId));
        }

        return new ChangeOutcome.Applied(logged.Seq);
    }

    /// <summary>The pictures are not the message's any more.</summary>
    public static Task<int> DropImagesAsync(Session session, Guid channelId, long seq)
    {
        return session.ExecuteAsync("DELETE FROM message_link_images WHERE channel_id = @channel AND seq = @seq", ("channel", channelId), ("seq", seq));
    }
}
