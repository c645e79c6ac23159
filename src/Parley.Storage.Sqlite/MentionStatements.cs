using Microsoft.Data.Sqlite;
using Parley.Modules.Channels.Log;

namespace Parley.Storage.Sqlite;

/// <summary>What a message that calls someone needs besides one that does not, in the same transaction. One user at a time.</summary>
internal sealed class MentionStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement _describe = new(connection, "UPDATE messages SET mentions = @mentions WHERE channel_id = @channel AND seq = @seq");

    private readonly Statement _insert = new(
        connection,
        "INSERT INTO mentions (mentioned_id, channel_id, seq, author_id, posted_at) VALUES (@mentioned, @channel, @seq, @author, @at)");

    /// <summary>After the message is stored.</summary>
    public void Post(MessageDraft draft, DraftMentions mentions, long seq)
    {
        _describe.Bind(mentions.Json).Bind(draft.ChannelId).Bind(seq).Run();
        foreach (var mentionedId in mentions.MentionedIds)
        {
            _insert.Bind(mentionedId).Bind(draft.ChannelId).Bind(seq).Bind(draft.AuthorId).Bind(draft.At).Run();
        }
    }

    public void Dispose()
    {
        _describe.Dispose();
        _insert.Dispose();
    }
}
