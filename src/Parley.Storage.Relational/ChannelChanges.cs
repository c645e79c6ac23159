using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Realtime.Ports;

namespace Parley.Storage.Relational;

/// <summary>Changes of a channel other than new messages, each in its caller's transaction, with the channel's head held.</summary>
internal static class ChannelChanges
{
    public static async Task<ChangeOutcome> ApplyAsync(Session session, ChannelChange change)
    {
        // Before the head, as everywhere: a removal from the workspace holds this row and then takes the heads.
        var isInWorkspace = change is ChannelChange.AddMember joining && await LockWorkspaceMemberAsync(session, joining.ChannelId, joining.AccountId);

        if (await ChannelLogSql.LockAsync(session, change.ChannelId) is not { } channel)
        {
            return new ChangeOutcome.NoSuchChannel();
        }

        return change switch
        {
            ChannelChange.Update update => await UpdateAsync(session, channel, update),
            _ when channel.IsArchived && change is not ChannelChange.RemoveMember => new ChangeOutcome.Archived(),
            ChannelChange.EditMessage edit => await EditAsync(session, channel, edit),
            ChannelChange.DeleteMessage delete => await DeleteAsync(session, channel, delete),
            ChannelChange.SetPreviews previews => await PreviewSql.SetAsync(session, channel, previews),
            ChannelChange.PinMessage pin => await PinSql.PinAsync(session, channel, pin),
            ChannelChange.UnpinMessage unpin => await PinSql.UnpinAsync(session, channel, unpin),
            ChannelChange.AddReaction add => await ReactionSql.AddAsync(session, channel, add),
            ChannelChange.RemoveReaction remove => await ReactionSql.RemoveAsync(session, channel, remove),
            ChannelChange.AddMember add => await AddMemberAsync(session, channel, add, isInWorkspace),
            ChannelChange.RemoveMember remove => await RemoveMemberAsync(session, channel, remove),
            _ => throw new InvalidOperationException($"Unknown change {change}."),
        };
    }

    /// <summary>Takes the row of the account's membership of the channel's workspace: a removal waits for us, and then finds the channel that we add.</summary>
    private static async Task<bool> LockWorkspaceMemberAsync(Session session, Guid channelId, Guid accountId)
    {
        return await session.FindAsync(
            $"""
            SELECT role FROM workspace_members
            WHERE workspace_id = (SELECT workspace_id FROM channels WHERE id = @channel) AND account_id = @account{session.Database.ForUpdate}
            """,
            row => (int?)row.Int(0),
            ("channel", channelId),
            ("account", accountId)) is not null;
    }

    private static async Task<ChangeOutcome> EditAsync(Session session, LockedChannel channel, ChannelChange.EditMessage edit)
    {
        if (!await ChannelLogSql.IsMemberAsync(session, channel.Id, edit.ActorId))
        {
            return new ChangeOutcome.NotAMember();
        }

        switch (await MessageStore.FindAsync(session, channel.Id, edit.MessageSeq))
        {
            case null:
                return new ChangeOutcome.NoSuchMessage();
            case { DeletedAt: not null }:
                return new ChangeOutcome.Deleted();
            case var message when message.AuthorId != edit.ActorId:
                return new ChangeOutcome.NotTheAuthor();
            case var message when message.Text == edit.Text:
                return new ChangeOutcome.Unchanged();
            case var message:
                var logged = await ChannelLogSql.AppendAsync(session, channel, edit.Event);
                var hasLinks = edit.Text.Contains("://", StringComparison.Ordinal);
                await KeepVersionAsync(session, message, logged.Seq, edit.At);
                await session.ExecuteAsync(
                    """
                    UPDATE messages SET text = @text, edited_at = @at, mentions = @mentions, previews = CASE WHEN @has_links THEN previews END
                    WHERE channel_id = @channel AND seq = @seq
                    """,
                    ("has_links", hasLinks),
                    ("channel", channel.Id),
                    ("seq", message.Seq),
                    ("text", edit.Text),
                    ("at", edit.At),
                    ("mentions", edit.Mentions?.Json));
                if (!hasLinks && message.Previews is not null)
                {
                    await PreviewSql.DropImagesAsync(session, channel.Id, message.Seq);
                }

                await MentionSql.ReplaceAsync(session, message, edit.Mentions);
                await SearchIndex.ReplaceAsync(session, message with { Text = edit.Text });
                return new ChangeOutcome.Applied(logged.Seq);
        }
    }

    private static async Task<ChangeOutcome> DeleteAsync(Session session, LockedChannel channel, ChannelChange.DeleteMessage delete)
    {
        if (!await ChannelLogSql.IsMemberAsync(session, channel.Id, delete.ActorId))
        {
            return new ChangeOutcome.NotAMember();
        }

        switch (await MessageStore.FindAsync(session, channel.Id, delete.MessageSeq))
        {
            case null:
                return new ChangeOutcome.NoSuchMessage();
            case var message when message.AuthorId != delete.ActorId && !delete.MayDeleteOthers:
                return new ChangeOutcome.NotTheAuthor();
            case { DeletedAt: not null }:
                return new ChangeOutcome.Unchanged();
            case var message:
                await RedactAsync(session, message, delete.Redact);
                var logged = await ChannelLogSql.AppendAsync(session, channel, delete.Event, EventEffect.Redacted);
                await KeepVersionAsync(session, message, logged.Seq, delete.At);
                await session.ExecuteAsync(
                    """
                    UPDATE messages SET
                      text = '', files = NULL, mentions = NULL, previews = NULL, removed_links = NULL, deleted_at = @at, reactions_seq = NULL, pinned_by = NULL, pinned_at = NULL
                    WHERE channel_id = @channel AND seq = @seq
                    """,
                    ("channel", channel.Id),
                    ("seq", message.Seq),
                    ("at", delete.At));
                await SearchIndex.ReplaceAsync(session, message with { DeletedAt = delete.At });
                await ReactionSql.DropAsync(session, message);
                await PinSql.DropAsync(session, message.ChannelId, message.Seq);
                await PreviewSql.DropImagesAsync(session, message.ChannelId, message.Seq);
                await MentionSql.ReplaceAsync(session, message, mentions: null);
                if (message.Files is not null)
                {
                    // Index files_by_message; a worker removes what they hold.
                    await session.ExecuteAsync(
                        "UPDATE files SET state = 3 WHERE channel_id = @channel AND message_seq = @seq", ("channel", channel.Id), ("seq", message.Seq));
                }

                if (message.ThreadSeq is { } root)
                {
                    await session.ExecuteAsync(
                        "UPDATE threads SET reply_count = reply_count - 1 WHERE channel_id = @channel AND root_seq = @root",
                        ("channel", channel.Id),
                        ("root", root));
                }

                return new ChangeOutcome.Applied(logged.Seq);
        }
    }

    /// <summary>What the message said until the event with this seq.</summary>
    private static Task<int> KeepVersionAsync(Session session, MessageDto message, long eventSeq, DateTimeOffset at)
    {
        return session.ExecuteAsync(
            "INSERT INTO message_versions (channel_id, seq, event_seq, text, replaced_at) VALUES (@channel, @seq, @event_seq, @text, @at)",
            ("channel", message.ChannelId),
            ("seq", message.Seq),
            ("event_seq", eventSeq),
            ("text", message.Text),
            ("at", at));
    }

    /// <summary>Takes the text out of the events that brought it: the one that posted the message, its edits, and what came of its links.</summary>
    private static async Task RedactAsync(Session session, MessageDto message, Func<ReadOnlyMemory<byte>, byte[]> redact)
    {
        var events = await session.ListAsync(
            """
            SELECT e.seq, e.event FROM channel_events e
            WHERE e.channel_id = @channel
              AND (e.seq = @seq
                OR e.seq IN (SELECT v.event_seq FROM message_versions v WHERE v.channel_id = @channel AND v.seq = @seq)
                OR e.seq IN (SELECT p.event_seq FROM message_preview_events p WHERE p.channel_id = @channel AND p.seq = @seq))
            """,
            row => (Seq: row.Number(0), Json: row.Bytes(1)),
            ("channel", message.ChannelId),
            ("seq", message.Seq));
        foreach (var (seq, json) in events)
        {
            await session.ExecuteAsync(
                "UPDATE channel_events SET event = @event WHERE channel_id = @channel AND seq = @seq",
                ("channel", message.ChannelId),
                ("seq", seq),
                ("event", redact(json)));
        }
    }

    private static async Task<ChangeOutcome> AddMemberAsync(Session session, LockedChannel channel, ChannelChange.AddMember add, bool isInWorkspace)
    {
        if (add.ActorMustBeMember && !await ChannelLogSql.IsMemberAsync(session, channel.Id, add.ActorId))
        {
            return new ChangeOutcome.NotAMember();
        }

        if (!isInWorkspace)
        {
            return new ChangeOutcome.NotInWorkspace();
        }

        if (await ChannelLogSql.IsMemberAsync(session, channel.Id, add.AccountId))
        {
            return new ChangeOutcome.Unchanged();
        }

        var logged = await ChannelLogSql.AppendAsync(session, channel, add.Event, EventEffect.Joined, add.AccountId);
        await ChannelLogSql.InsertMemberAsync(session, channel.Id, add.AccountId, logged.Seq);
        return new ChangeOutcome.Applied(logged.Seq);
    }

    private static async Task<ChangeOutcome> RemoveMemberAsync(Session session, LockedChannel channel, ChannelChange.RemoveMember remove)
    {
        if (!await ChannelLogSql.DeleteMemberAsync(session, channel.Id, remove.AccountId))
        {
            return new ChangeOutcome.Unchanged();
        }

        var logged = await ChannelLogSql.AppendAsync(session, channel, remove.Event, EventEffect.Left, remove.AccountId);
        return new ChangeOutcome.Applied(logged.Seq);
    }

    private static async Task<ChangeOutcome> UpdateAsync(Session session, LockedChannel channel, ChannelChange.Update update)
    {
        var changes = update.Changes;
        if (channel.IsArchived && changes.Archived != false)
        {
            return new ChangeOutcome.Archived();
        }

        if (update.NameKey is not null)
        {
            // Index channels_by_name; two that race are told apart by its uniqueness.
            var holder = await session.FindAsync(
                "SELECT id FROM channels WHERE workspace_id = @workspace AND name_key = @key",
                row => (Guid?)row.Id(0),
                ("workspace", channel.WorkspaceId),
                ("key", update.NameKey));
            if (holder is not null && holder != channel.Id)
            {
                return new ChangeOutcome.NameTaken();
            }
        }

        await session.ExecuteAsync(
            """
            UPDATE channels SET
              name = coalesce(@name, name), name_key = coalesce(@name_key, name_key), topic = coalesce(@topic, topic), purpose = coalesce(@purpose, purpose)
            WHERE id = @channel
            """,
            ("channel", channel.Id),
            ("name", changes.Name),
            ("name_key", update.NameKey),
            ("topic", changes.Topic),
            ("purpose", changes.Purpose));
        if (changes.Archived is { } archived)
        {
            await session.ExecuteAsync(
                "UPDATE channels SET archived_at = @at WHERE id = @channel", ("channel", channel.Id), ("at", archived ? update.At : null));
        }

        var logged = await ChannelLogSql.AppendAsync(session, channel, update.Event);
        return new ChangeOutcome.Applied(logged.Seq);
    }
}
