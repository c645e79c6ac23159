using System.Globalization;
using System.Text.Json;
using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Modules.Channels;
using Parley.Realtime.Ports;

namespace Parley.Storage.Relational;

public sealed class ChannelStore(Database database) : IChannelStore
{
    private const string Columns =
        """
        c.id, c.workspace_id, c.visibility, c.name, c.topic, c.purpose, c.is_default, c.created_by, c.created_at, c.archived_at,
        c.direct_key, h.head, h.member_count
        """;

    // Index channel_members_by_account; the primary key of mentions, from the marker on; the unread count walks the channel's messages after the marker, at most as many as are counted.
    // What is listed are memberships, so the last column of a VisibleChannel is true of each.
    internal const string SyncSql =
        $"""
        SELECT {Columns}, wm.role, cm.account_id IS NOT NULL, coalesce(r.seq, 0),
          (SELECT count(*) FROM (
            SELECT 1 FROM messages m
            WHERE m.channel_id = c.id AND m.seq > coalesce(r.seq, 0) AND m.author_id <> @account AND m.deleted_at IS NULL AND {MessageStore.IsInChannel}
            LIMIT @most) unread),
          h.last_message_at,
          (SELECT string_agg(CAST(mentioned.seq AS text), ' ') FROM (
            SELECT DISTINCT x.seq FROM mentions x
            WHERE x.mentioned_id IN (@account, c.workspace_id) AND x.channel_id = c.id AND x.seq > coalesce(r.seq, 0) AND x.author_id <> @account
            ORDER BY x.seq LIMIT @most) mentioned),
          coalesce(r.version, 0)
        FROM channel_members cm
        JOIN channels c ON c.id = cm.channel_id
        JOIN channel_heads h ON h.channel_id = c.id
        JOIN workspace_members wm ON wm.workspace_id = c.workspace_id AND wm.account_id = cm.account_id
        LEFT JOIN read_markers r ON r.account_id = cm.account_id AND r.channel_id = c.id
        WHERE cm.account_id = @account
        ORDER BY c.workspace_id, c.name_key, c.id
        """;

    // The primary key of mentions, from the marker on: rows of an account are few where its channel is.
    internal const string UnreadCallsSql =
        """
        SELECT m.seq, m.mentions FROM mentions x
        JOIN messages m ON m.channel_id = x.channel_id AND m.seq = x.seq
        WHERE x.mentioned_id = @account AND x.channel_id = @channel AND x.seq > @seq AND x.author_id <> @account AND m.mentions IS NOT NULL
        ORDER BY x.seq LIMIT @most
        """;

    // The primary key, from the marker on, replies included, over as many messages as count as unread.
    internal const string UnreadTextsSql =
        """
        SELECT m.seq, m.text FROM messages m
        WHERE m.channel_id = @channel AND m.seq > @seq AND m.author_id <> @account AND m.deleted_at IS NULL
        ORDER BY m.seq LIMIT @most
        """;

    // Index channels_by_name, of which a channel without a name is no part; newcomers are added to named ones only.
    internal const string DefaultSql =
        "SELECT id FROM channels WHERE workspace_id = @workspace AND name_key IS NOT NULL AND is_default ORDER BY created_at, id";

    public Task<VisibleChannel?> FindAsync(Guid accountId, Guid channelId, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            session => session.FindAsync(
                $"""
                SELECT {Columns}, wm.role, cm.account_id IS NOT NULL
                FROM channels c
                JOIN channel_heads h ON h.channel_id = c.id
                JOIN workspace_members wm ON wm.workspace_id = c.workspace_id AND wm.account_id = @account
                LEFT JOIN channel_members cm ON cm.channel_id = c.id AND cm.account_id = @account
                WHERE c.id = @channel
                """,
                Read,
                ("account", accountId),
                ("channel", channelId)),
            cancellationToken);
    }

    public Task<List<VisibleChannel>> ListAsync(
        Guid accountId, Guid workspaceId, bool withPublic, bool archived, string? afterName, int limit, CancellationToken cancellationToken)
    {
        // Index channels_by_name.
        return database.ReadAsync(
            session => session.ListAsync(
                $"""
                SELECT {Columns}, wm.role, cm.account_id IS NOT NULL
                FROM channels c
                JOIN channel_heads h ON h.channel_id = c.id
                JOIN workspace_members wm ON wm.workspace_id = c.workspace_id AND wm.account_id = @account
                LEFT JOIN channel_members cm ON cm.channel_id = c.id AND cm.account_id = @account
                WHERE c.workspace_id = @workspace AND c.name_key > @after
                  AND (c.archived_at IS NOT NULL) = @archived
                  AND (cm.account_id IS NOT NULL OR (c.visibility = 0 AND @with_public))
                ORDER BY c.name_key
                LIMIT @limit
                """,
                Read,
                ("account", accountId),
                ("workspace", workspaceId),
                ("after", afterName ?? ""),
                ("archived", archived),
                ("with_public", withPublic),
                ("limit", limit)),
            cancellationToken);
    }

    public Task<SyncDto> ReadSyncAsync(Guid accountId, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            async session =>
            {
                var epoch = await EpochSql.ReadAsync(session);
                var channels = await session.ListAsync(
                    SyncSql,
                    row => new SyncChannelDto
                    {
                        Channel = Read(row).ToDto(),
                        ReadSeq = row.Number(15),
                        ReadVersion = row.Number(19),
                        Unread = (int)row.Number(16),
                        LastMessageAt = row.TimeOrNull(17),
                        MentionCount = 0,
                        MentionSeqs = Seqs(row.TextOrNull(18)),
                    },
                    ("account", accountId),
                    ("most", (long)Limits.UnreadCount));
                await AddNotificationsAsync(session, accountId, channels);
                await AddKeywordsAsync(session, accountId, channels);
                return new SyncDto { Epoch = epoch, Channels = [.. channels.Select(channel => channel with { MentionCount = channel.MentionSeqs.Count })] };
            },
            cancellationToken);
    }

    public Task<List<ChannelMemberDto>> ListMembersAsync(Guid channelId, string? afterUsername, int limit, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            session => session.ListAsync(
                """
                SELECT a.id, a.username, a.display_name, wm.role, cm.joined_seq
                FROM channel_members cm
                JOIN channels c ON c.id = cm.channel_id
                JOIN accounts a ON a.id = cm.account_id
                JOIN workspace_members wm ON wm.workspace_id = c.workspace_id AND wm.account_id = cm.account_id
                WHERE cm.channel_id = @channel AND a.username > @after
                ORDER BY a.username
                LIMIT @limit
                """,
                row => new ChannelMemberDto
                {
                    AccountId = row.Id(0),
                    Username = row.Text(1),
                    DisplayName = row.Text(2),
                    Role = (WorkspaceRole)row.Int(3),
                    JoinedSeq = row.Number(4),
                },
                ("channel", channelId),
                ("after", afterUsername ?? ""),
                ("limit", limit)),
            cancellationToken);
    }

    public async Task<IReadOnlyList<Guid>> ListDefaultAsync(Guid workspaceId, CancellationToken cancellationToken)
    {
        return await database.ReadAsync(session => session.ListAsync(DefaultSql, row => row.Id(0), ("workspace", workspaceId)), cancellationToken);
    }

    public Task<bool> ShareAChannelAsync(Guid workspaceId, Guid accountId, IReadOnlyList<Guid> others, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            async session =>
            {
                foreach (var other in others)
                {
                    var shared = await session.FindAsync(
                        """
                        SELECT EXISTS (
                          SELECT 1 FROM channel_members mine
                          JOIN channels c ON c.id = mine.channel_id AND c.workspace_id = @workspace
                          JOIN channel_members theirs ON theirs.channel_id = mine.channel_id AND theirs.account_id = @other
                          WHERE mine.account_id = @account)
                        """,
                        row => row.Flag(0),
                        ("workspace", workspaceId),
                        ("account", accountId),
                        ("other", other));
                    if (!shared)
                    {
                        return false;
                    }
                }

                return true;
            },
            cancellationToken);
    }

    public Task<FollowedChannels?> ReadFollowedAsync(ConnectionIdentity identity, CancellationToken cancellationToken)
    {
        // One statement: one round trip for each of thousands that come back at once, and heads and memberships of one moment.
        return database.ReadAsync(
            async session => Followed(await session.ListAsync(
                """
                SELECT 0, id, 0 FROM sign_ins WHERE id = @sign_in
                UNION ALL SELECT 1, epoch, 0 FROM server_state
                UNION ALL SELECT 2, workspace_id, role FROM workspace_members WHERE account_id = @account
                UNION ALL SELECT 3, h.channel_id, h.head FROM channel_members cm JOIN channel_heads h ON h.channel_id = cm.channel_id WHERE cm.account_id = @account
                """,
                row => new FollowedRow((FollowedKind)row.Int(0), row.Id(1), row.Number(2)),
                ("sign_in", identity.SignInId),
                ("account", identity.AccountId))),
            cancellationToken);
    }

    /// <summary>What was set in channels; where everyone's calls are ignored, these are no mentions: whom a message calls by name, its row does not say, so the message is asked.</summary>
    private static async Task AddNotificationsAsync(Session session, Guid accountId, List<SyncChannelDto> channels)
    {
        var settings = await NotificationSettingsStore.ReadOfChannelsAsync(session, accountId);
        for (var index = 0; index < channels.Count; index++)
        {
            if (settings.GetValueOrDefault(channels[index].Channel.Id) is { } set)
            {
                var channel = channels[index] with { Notifications = set };
                channels[index] = set.IgnoresEveryone && channel.MentionSeqs.Count > 0
                    ? channel with { MentionSeqs = await CallsByNameAsync(session, accountId, channel) }
                    : channel;
            }
        }
    }

    private static async Task<IReadOnlyList<long>> CallsByNameAsync(Session session, Guid accountId, SyncChannelDto channel)
    {
        var calls = await session.ListAsync(
            UnreadCallsSql,
            row => (Seq: row.Number(0), Mentions: JsonSerializer.Deserialize(row.Text(1), ParleyJson.Context.MessageMentions)),
            ("channel", channel.Channel.Id),
            ("account", accountId),
            ("seq", channel.ReadSeq),
            ("most", (long)Limits.UnreadCount));
        return [.. calls.Where(call => call.Mentions?.AccountIds?.Contains(accountId) == true).Select(call => call.Seq)];
    }

    /// <summary>For an account that has keywords: the unread messages that hold one. The texts are looked through here, of those channels that have something new, the last written in first.</summary>
    private static async Task AddKeywordsAsync(Session session, Guid accountId, List<SyncChannelDto> channels)
    {
        if (await AccountStore.ReadKeywordsAsync(session, accountId) is not { Count: > 0 } words)
        {
            return;
        }

        var keywords = new Keywords(words);
        var left = Limits.KeywordTexts;
        foreach (var index in Enumerable.Range(0, channels.Count).OrderByDescending(index => channels[index].LastMessageAt).ToList())
        {
            var channel = channels[index];
            if (channel.Channel.Head > channel.ReadSeq && left > 0)
            {
                var texts = await session.ListAsync(
                    UnreadTextsSql,
                    row => (Seq: row.Number(0), Text: row.Text(1)),
                    ("channel", channel.Channel.Id),
                    ("seq", channel.ReadSeq),
                    ("account", accountId),
                    ("most", (long)Math.Min(Limits.UnreadCount, left)));
                left -= texts.Count;
                var found = texts.Where(text => keywords.AreIn(text.Text)).Select(text => text.Seq);
                channels[index] = channel with { MentionSeqs = [.. channel.MentionSeqs.Union(found).Order().Take(Limits.UnreadCount)] };
            }
        }
    }

    /// <param name="spaced">Seqs with spaces between them, in any order; null: none.</param>
    private static IReadOnlyList<long> Seqs(string? spaced)
    {
        return spaced is null ? [] : [.. spaced.Split(' ').Select(seq => long.Parse(seq, CultureInfo.InvariantCulture)).Order()];
    }

    private static FollowedChannels? Followed(List<FollowedRow> rows)
    {
        if (!rows.Exists(row => row.Kind == FollowedKind.SignIn))
        {
            return null;
        }

        var workspaces = rows.FindAll(row => row.Kind == FollowedKind.Workspace);
        return new FollowedChannels
        {
            Epoch = EpochSql.Text(rows.Find(row => row.Kind == FollowedKind.Epoch).Id),
            Channels = [.. rows.Where(row => row.Kind == FollowedKind.Channel).Select(row => new ChannelHead(row.Id, row.Number))],
            AnnouncedIn = [.. workspaces.Select(workspace => workspace.Id)],
            PresenceOf = [.. workspaces.Where(workspace => (WorkspaceRole)workspace.Number != WorkspaceRole.Guest).Select(workspace => workspace.Id)],
        };
    }

    private static VisibleChannel Read(Row row)
    {
        return new VisibleChannel
        {
            Id = row.Id(0),
            WorkspaceId = row.Id(1),
            Visibility = (ChannelVisibility)row.Int(2),
            Name = row.Text(3),
            Topic = row.Text(4),
            Purpose = row.Text(5),
            IsDefault = row.Flag(6),
            CreatedBy = row.Id(7),
            CreatedAt = row.Time(8),
            ArchivedAt = row.TimeOrNull(9),
            DirectMemberIds = row.TextOrNull(10) is { } key ? DirectMembers.Parse(key) : null,
            Head = row.Number(11),
            MemberCount = row.Int(12),
            Role = (WorkspaceRole)row.Int(13),
            IsMember = row.Flag(14),
        };
    }

    private enum FollowedKind
    {
        SignIn,
        Epoch,
        Workspace,
        Channel,
    }

    /// <param name="Kind">What it tells of.</param>
    /// <param name="Id">The sign-in, the epoch, the workspace, the channel.</param>
    /// <param name="Number">The role in the workspace, the head of the channel.</param>
    private readonly record struct FollowedRow(FollowedKind Kind, Guid Id, long Number);
}
