using System.Text.Json;
using Parley.Contracts;
using Parley.Modules.Channels.Log;

namespace Parley.Storage.Relational;

/// <summary>The rows of whom a message calls, as the transactions that change a message use them.</summary>
internal static class MentionSql
{
    // What @here calls are up to a thousand: two round trips.
    private const int RowsAtOnce = 500;

    /// <param name="session">The transaction.</param>
    /// <param name="before">The message as it was.</param>
    /// <param name="mentions">Whom it calls now; null: nobody.</param>
    public static async Task ReplaceAsync(Session session, MessageDto before, DraftMentions? mentions)
    {
        // Most edits call nobody else, and the channel's head is locked.
        var were = before.Mentions is null ? null : JsonSerializer.Serialize(before.Mentions, ParleyJson.Context.MessageMentions);
        if (were == mentions?.Json)
        {
            return;
        }

        if (before.Mentions is not null)
        {
            // Index mentions_by_message.
            await session.ExecuteAsync("DELETE FROM mentions WHERE channel_id = @channel AND seq = @seq", ("channel", before.ChannelId), ("seq", before.Seq));
        }

        foreach (var some in (mentions?.MentionedIds ?? []).Chunk(RowsAtOnce))
        {
            var rows = some.Select((_, index) => $"(@mentioned{index}, @channel, @seq, @author, @at)");
            await session.ExecuteAsync(
                $"INSERT INTO mentions (mentioned_id, channel_id, seq, author_id, posted_at) VALUES {string.Join(", ", rows)}",
                [
                    .. some.Select((mentionedId, index) => ($"mentioned{index}", (object?)mentionedId)),
                    ("channel", before.ChannelId),
                    ("seq", before.Seq),
                    ("author", before.AuthorId),
                    ("at", before.PostedAt),
                ]);
        }
    }
}
