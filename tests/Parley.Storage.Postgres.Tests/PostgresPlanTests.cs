using Npgsql;
using Parley.Compliance;
using Parley.Modules.Search;
using Parley.Storage.Relational;

namespace Parley.Storage.Postgres.Tests;

/// <summary>
/// The statements that run all the time find their rows by an index once there are enough rows for it to matter, with nothing forbidden to the planner.
/// </summary>
public sealed class PostgresPlanTests : IAsyncLifetime
{
    // 3,000 accounts, each in 6 of 5,000 channels; ten messages in each channel and 20,000 in the first one; threads there, and 150,000 elsewhere.
    private const string FillSql =
        """
        INSERT INTO accounts (id, username, display_name, password_hash, is_server_admin, created_at, failed_sign_ins)
          SELECT md5('a' || i)::uuid, 'person' || i, 'Person', 'hash', false, now(), 0 FROM generate_series(1, 3000) i;
        INSERT INTO sign_ins (id, account_id, kind, token_hash, created_at, last_used_at)
          SELECT md5('s' || i)::uuid, md5('a' || i)::uuid, 0, md5('t' || i)::bytea, now(), now() FROM generate_series(1, 3000) i;
        INSERT INTO workspaces (id, name, created_at) SELECT md5('w' || i)::uuid, 'Northwind', now() FROM generate_series(1, 50) i;
        INSERT INTO workspace_members (workspace_id, account_id, role, joined_at)
          SELECT md5('w' || w)::uuid, md5('a' || i)::uuid, 1, now() FROM generate_series(1, 50) w, generate_series(1, 3000) i WHERE i % 50 = w % 50 OR i % 7 = w % 7;
        INSERT INTO channels (id, workspace_id, visibility, name, name_key, topic, purpose, is_default, created_by, created_at)
          SELECT md5('c' || i)::uuid, md5('w' || (1 + i % 50))::uuid, 0, 'c' || i, 'c' || i, '', '', false, md5('a1')::uuid, now() FROM generate_series(1, 5000) i;
        INSERT INTO channel_heads (channel_id, head, member_count) SELECT md5('c' || i)::uuid, 100, 1 FROM generate_series(1, 5000) i;
        INSERT INTO channel_members (channel_id, account_id, joined_seq)
          SELECT md5('c' || (1 + (i * 7 + k * 811) % 5000))::uuid, md5('a' || i)::uuid, 1 FROM generate_series(1, 3000) i, generate_series(1, 6) k;
        INSERT INTO read_markers (channel_id, account_id, seq) SELECT channel_id, account_id, 5 FROM channel_members;
        INSERT INTO messages (channel_id, seq, author_id, client_message_id, text, posted_at)
          SELECT md5('c' || i)::uuid, k, md5('a' || k)::uuid, md5('m' || k)::uuid, 'ahoy', now() FROM generate_series(1, 5000) i, generate_series(1, 10) k
          UNION ALL SELECT md5('c1')::uuid, k, md5('a' || k % 3000)::uuid, md5('m' || k)::uuid, 'ahoy', now() FROM generate_series(11, 20000) k;
        UPDATE messages SET thread_seq = seq - 1 WHERE seq % 5 = 0;
        INSERT INTO threads (channel_id, root_seq, reply_count, last_reply_seq, last_reply_at) SELECT channel_id, thread_seq, 1, seq, now() FROM messages WHERE thread_seq IS NOT NULL;
        INSERT INTO threads (channel_id, root_seq, reply_count, last_reply_seq, last_reply_at)
          SELECT md5('other' || i)::uuid, k, 1, k + 1, now() FROM generate_series(1, 1500) i, generate_series(1, 100) k;
        INSERT INTO thread_followers (account_id, channel_id, root_seq, is_following, read_seq, first_reply_seq)
          SELECT author_id, channel_id, thread_seq, true, seq, seq FROM messages WHERE thread_seq IS NOT NULL;
        INSERT INTO message_reactions (channel_id, seq, emoji, account_id, event_seq, first_seq)
          SELECT channel_id, seq, 'x', md5('a' || k)::uuid, seq + k, seq FROM messages, generate_series(1, 3) k WHERE seq % 2 = 0;
        UPDATE messages SET reactions_seq = seq + 3 WHERE seq % 2 = 0;
        INSERT INTO saved_messages (account_id, channel_id, seq, id, saved_at)
          SELECT md5('a' || k)::uuid, channel_id, seq, md5(k || channel_id::text || seq)::uuid, now() FROM messages, generate_series(1, 20) k WHERE seq = 3;
        INSERT INTO files (id, channel_id, uploader_id, name, media_type, bytes, state, uploaded_at, message_seq)
          SELECT md5(channel_id::text || seq)::uuid, channel_id, author_id, 'a', 'text/plain', 1, 2, now(), seq FROM messages WHERE seq % 3 = 1;
        INSERT INTO mentions (mentioned_id, channel_id, seq, author_id, posted_at)
          SELECT md5('a' || (1 + k % 3000))::uuid, md5('c' || i)::uuid, k, md5('a' || k)::uuid, now() FROM generate_series(1, 5000) i, generate_series(1, 10) k
          UNION ALL SELECT md5('w' || (1 + i % 50))::uuid, md5('c' || i)::uuid, 10, md5('a10')::uuid, now() FROM generate_series(1, 5000) i;
        INSERT INTO search_messages (channel_id, seq, posted_at, terms)
          SELECT channel_id, seq, posted_at, ('''h' || left(channel_id::text, 6) || 'tahoy'' ''e'' ''t' || seq || '''')::tsvector FROM messages;
        INSERT INTO search_blocks (channel_id, block, oldest_at, newest_at) SELECT channel_id, seq / 1024, min(posted_at), max(posted_at) FROM messages GROUP BY 1, 2;
        INSERT INTO search_channels (channel_id, indexed_seq, history_seq) SELECT channel_id, head, 0 FROM channel_heads;
        INSERT INTO channel_events (channel_id, seq, effect, event) SELECT channel_id, seq, 0, 'event' FROM messages;
        INSERT INTO custom_emoji (id, workspace_id, name, creator_id, hash, media_type, state, created_at)
          SELECT md5('e' || w || '-' || i)::uuid, md5('w' || w)::uuid, 'emoji-' || i, md5('a1')::uuid, 'hash', 'image/png', 1, now() FROM generate_series(1, 50) w, generate_series(1, 200) i;
        INSERT INTO account_groups (workspace_id, name, changed_at)
          SELECT md5('w' || w)::uuid, 'group-' || i, now() FROM generate_series(1, 50) w, generate_series(1, 200) i;
        INSERT INTO account_group_members (workspace_id, name, account_id)
          SELECT md5('w' || w)::uuid, 'group-' || i, md5('a' || i * 10 + p)::uuid FROM generate_series(1, 50) w, generate_series(1, 200) i, generate_series(1, 10) p;
        ANALYZE;
        """;

    private static readonly Guid[] OneId = [Guid.Empty];
    private static readonly byte[][] OneText = [[1]];

    private readonly PostgresFactory _database = new();
    private Stores _stores = null!;

    private PostgresDatabase Database => (PostgresDatabase)_stores.Get<Database>();

    public async ValueTask InitializeAsync()
    {
        _stores = _database.Open();
        _stores.Migrator.Migrate();
        await using var command = Database.Source.CreateCommand(FillSql);
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stores.DisposeAsync();
        _database.Dispose();
    }

    [Fact]
    public async Task Hot_reads_find_their_rows()
    {
        await using var anyone = Database.Source.CreateCommand("SELECT md5('c1')::uuid, md5('a17')::uuid, md5('w17')::uuid");
        await using var reader = await anyone.ExecuteReaderAsync();
        await reader.ReadAsync();
        var workspace = reader.GetGuid(2);
        var (channel, account) = (("channel", (object?)reader.GetGuid(0)), ("account", (object?)reader.GetGuid(1)));

        await AssertFoundAsync(MessageStore.NewestSql, ["messages_pkey"], channel, ("edge", 15_000L), ("limit", 51));
        await AssertFoundAsync(MessageStore.NewestSql, ["messages_pkey"], channel, ("edge", long.MaxValue), ("limit", 51));
        await AssertFoundAsync(CustomEmojiStore.FindSql, ["custom_emoji_by_name"], ("workspace", workspace), ("name", "emoji-7"));
        await AssertFoundAsync(CustomEmojiStore.ListSql, ["custom_emoji_by_name"], ("workspace", workspace));
        await AssertFoundAsync(GroupStore.ListSql, ["account_groups_pkey", "account_group_members_pkey"], ("workspace", workspace));
        await AssertFoundAsync(MentionStore.GroupsSql(Database), ["account_group_members_"], channel, ("names", new[] { "group-1", "group-2" }));
        await AssertFoundAsync(MessageStore.OldestSql, ["messages_pkey"], channel, ("edge", 10L), ("limit", 51));
        await AssertFoundAsync(ThreadStore.NewestSql(""), ["messages_by_thread", "threads_pkey"], channel, ("root", 14L), ("edge", long.MaxValue), ("limit", 51));
        await AssertFoundAsync(ThreadStore.OldestSql(""), ["messages_by_thread", "threads_pkey"], channel, ("root", 14L), ("edge", 10L), ("limit", 51));
        await AssertFoundAsync(
            ThreadStore.FollowedSql(""), ["thread_followers_pkey", "threads_pkey", "messages_by_thread"], account, ("most", 1_000L), ("limit", 5_001));
        await AssertFoundAsync(
            ReactionSql.ReadSql, ["message_reactions_pkey", "messages_pkey"], channel, ("first", 9_950L), ("last", 10_000L), ("most", 20L), ("viewer", account.Item2));
        await AssertFoundAsync(
            ReactionSql.ReadThreadSql(""),
            ["messages_by_thread", "message_reactions_pkey"],
            channel,
            ("root", 9_949L),
            ("first", 9_950L),
            ("last", 10_000L),
            ("most", 20L),
            ("viewer", account.Item2));
        await AssertFoundAsync(
            SavedMessageStore.ListSql, ["messages_pkey"], account, ("workspace", Guid.Empty), ("before", new Guid("ffffffff-ffff-ffff-ffff-ffffffffffff")), ("limit", 51));
        await AssertFoundAsync(EventReader.AfterSql, ["channel_events_pkey"], channel, ("after", 10L), ("limit", 200));
        await AssertFoundAsync(
            PostgresEventReader.RangesSql,
            ["channel_events_pkey"],
            ("channels", new[] { (Guid)channel.Item2!, Guid.Empty }),
            ("afters", new[] { 19_000L, 5L }),
            ("limits", new[] { 1_001, 1_001 }));
        await AssertFoundAsync(SignInStore.FindByTokenSql, ["sign_ins_by_token", "accounts_pkey"], ("hash", new byte[] { 1 }));
        await AssertFoundAsync(ChannelStore.DefaultSql, ["channels_by_name"], ("workspace", Guid.Empty));
        await AssertFoundAsync(ChannelStore.SyncSql, ["channel_members_by_account", "messages_pkey", "read_markers_pkey", "mentions_pkey"], account, ("most", 1_000L));

        // By whichever index of mentions: one account's are few.
        await AssertFoundAsync(ChannelStore.UnreadCallsSql, ["mentions_", "messages_pkey"], channel, account, ("seq", 10L), ("most", 1_000L));
        await AssertFoundAsync(
            MentionStore.ListSql,
            ["mentions_by_time", "messages_pkey"],
            account,
            ("workspace", workspace),
            ("at", DateTimeOffset.UnixEpoch.AddYears(1_000)),
            ("channel", Guid.AllBitsSet),
            ("seq", long.MaxValue),
            ("limit", 51));
    }

    [Fact]
    public async Task A_search_finds_its_blocks_terms_and_messages()
    {
        await using var anyone = Database.Source.CreateCommand("SELECT md5('c1')::uuid, md5('a17')::uuid");
        await using var reader = await anyone.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (channel, viewer) = (reader.GetGuid(0), ("viewer", (object?)reader.GetGuid(1)));
        (string, object?)[] places =
        [
            ("channels", Enumerable.Repeat(channel, 64).ToArray()), ("firsts", new long[64]), ("lasts", Enumerable.Repeat(1_023L, 64).ToArray()),
            ("queries", Enumerable.Repeat("'h123456tahoy' & 't5'", 64).ToArray()), ("since", DateTimeOffset.MinValue), ("until", DateTimeOffset.MaxValue),
            ("after_at", DateTimeOffset.MaxValue), ("after_channel", Guid.Empty), ("after_seq", 0L), ("limit", 301),
        ];

        await AssertFoundAsync(
            SearchStore.OwnBlocksSql,
            ["channel_members_by_account", "search_blocks_pkey"],
            viewer,
            ("workspace", Guid.Empty),
            ("since", DateTimeOffset.MinValue),
            ("until", DateTimeOffset.MaxValue),
            ("most", 20_000));
        await AssertFoundAsync(PostgresTermIndex.FindSql(SearchTraits.None), ["search_messages_by_term"], places);
        await AssertFoundAsync(PostgresTermIndex.FindSql(SearchTraits.Thread | SearchTraits.Reaction | SearchTraits.Pin), ["search_messages_by_term", "messages_pkey", "threads_pkey", "message_reactions_pkey"], places);
        await AssertFoundAsync(
            PostgresTermIndex.ReadSql, ["messages_pkey"], viewer, ("workspace", Guid.Empty), ("channels", new[] { channel }), ("seqs", new[] { 5L }));
    }

    [Fact]
    public async Task Posting_finds_heads_members_and_repeats_by_their_keys()
    {
        var post = await ExplainAsync(PostSql.Plain, [.. new object[] { new[] { 0 }, OneId, OneId, OneId, new[] { "ahoy" }, new[] { DateTime.UnixEpoch }, OneText, OneText }.Select(value => new NpgsqlParameter { Value = value })]);
        var rich = await ExplainAsync(
            PostSql.Rich,
            [.. new object[] { new[] { 0 }, OneId, OneId, OneId, new[] { "ahoy" }, new[] { DateTime.UnixEpoch }, OneText, OneText, new[] { 4L }, new[] { true }, OneText, new[] { "{}" }, new[] { 0 }, OneId, new[] { 0 }, OneId, new[] { true } }.Select(value => new NpgsqlParameter { Value = value })]);
        var heads = await ExplainAsync(PostSql.Lock, [new() { Value = OneId }]);

        AssertFound(post, "messages_by_client_message_id", "channel_heads_pkey", "channel_members_pkey", "channels_pkey");
        AssertFound(rich, "messages_by_client_message_id", "messages_pkey", "channel_heads_pkey", "channel_members_pkey", "channels_pkey");
        AssertFound(heads, "channel_heads_pkey");
    }

    private async Task AssertFoundAsync(string sql, string[] indexes, params (string Name, object? Value)[] parameters)
    {
        AssertFound(await ExplainAsync(sql, [.. parameters.Select(parameter => new NpgsqlParameter(parameter.Name, parameter.Value))]), indexes);
    }

    private static void AssertFound(string plan, params string[] indexes)
    {
        Assert.All(indexes, index => Assert.Contains(index, plan, StringComparison.Ordinal));
        Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
    }

    private async Task<string> ExplainAsync(string sql, NpgsqlParameter[] parameters)
    {
        await using var command = Database.Source.CreateCommand($"EXPLAIN {sql}");
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }
}
