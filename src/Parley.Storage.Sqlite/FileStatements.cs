using System.Text.Json;
using Microsoft.Data.Sqlite;
using Parley.Contracts;
using Parley.Modules.Channels.Log;

namespace Parley.Storage.Sqlite;

/// <summary>What a message with files needs besides one without, in the same transaction. One user at a time.</summary>
internal sealed class FileStatements(SqliteConnection connection) : IDisposable
{
    private readonly Statement _isPostable = new(
        connection, "SELECT 1 FROM files WHERE id = @id AND channel_id = @channel AND uploader_id = @author AND state = 1");

    private readonly Statement _post = new(connection, "UPDATE files SET state = 2, message_seq = @seq WHERE id = @id");
    private readonly Statement _describe = new(connection, "UPDATE messages SET files = @files WHERE channel_id = @channel AND seq = @seq");

    /// <summary>Whether the author may post each of them now.</summary>
    public bool ArePostable(MessageDraft draft)
    {
        return draft.Files!.All(file => IsPostable(file.Id, draft));
    }

    /// <summary>After the message is stored.</summary>
    public void Post(MessageDraft draft, long seq)
    {
        foreach (var file in draft.Files!)
        {
            _post.Bind(seq).Bind(file.Id).Run();
        }

        _describe.Bind(JsonSerializer.Serialize(draft.Files, ParleyJson.Context.IReadOnlyListFileDto)).Bind(draft.ChannelId).Bind(seq).Run();
    }

    public void Dispose()
    {
        Statement[] all = [_isPostable, _post, _describe];
        foreach (var statement in all)
        {
            statement.Dispose();
        }
    }

    private bool IsPostable(Guid fileId, MessageDraft draft)
    {
        try
        {
            return _isPostable.Bind(fileId).Bind(draft.ChannelId).Bind(draft.AuthorId).Step();
        }
        finally
        {
            _isPostable.Reset();
        }
    }
}
