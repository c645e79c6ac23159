using Parley.Compliance;
using Parley.Modules.Search;
using Parley.Storage.Relational;

namespace Parley.Storage.Sqlite.Tests;

/// <summary>The statements that run all the time find their rows; none of them walks through a table.</summary>
public sealed class SqlitePlanTests() : StoreSuite(() => new SqliteFactory())
{
    private static readonly string[] Parameters =
        ["channel", "edge", "limit", "after", "hash", "author", "client", "workspace", "account", "most", "first", "last", "viewer", "before", "root", "since", "until", "query", "after_at", "after_channel", "after_seq", "seq", "at", "name"];

    private const string ByThread = $" INDEXED BY {ThreadStore.Index}";

    /// <summary>What each message of a page costs: a look for its thread, and where it has one three for who replied.</summary>
    private static readonly string[] Thread =
    [
        "SEARCH t USING PRIMARY KEY (channel_id=? AND root_seq=?) LEFT-JOIN",
        .. Enumerable.Repeat("SEARCH r USING COVERING INDEX thread_followers_by_first_reply (channel_id=? AND root_seq=? AND first_reply_seq>?)", 3),
    ];

    public static TheoryData<string, string, string[]> Plans => new()
    {
        { "newest page, and page before", MessageStore.NewestSql, ["SEARCH m USING PRIMARY KEY (channel_id=? AND seq<?)", .. Thread] },
        { "page after", MessageStore.OldestSql, ["SEARCH m USING PRIMARY KEY (channel_id=? AND seq>?)", .. Thread] },
        { "newest replies", ThreadStore.NewestSql(ByThread), ["SEARCH m USING INDEX messages_by_thread (channel_id=? AND thread_seq=? AND seq<?)", .. Thread] },
        { "replies after", ThreadStore.OldestSql(ByThread), ["SEARCH m USING INDEX messages_by_thread (channel_id=? AND thread_seq=? AND seq>?)", .. Thread] },
        { "root", ReplyStatements.FindRootSql, ["SEARCH messages USING PRIMARY KEY (channel_id=? AND seq=?)"] },
        {
            "followed threads",
            ThreadStore.FollowedSql(ByThread),
            [
                "SEARCH f USING PRIMARY KEY (account_id=?)",
                "SEARCH cm USING COVERING INDEX channel_members_by_account (account_id=? AND channel_id=?)",
                "SEARCH h USING PRIMARY KEY (channel_id=?)",
                "SEARCH t USING PRIMARY KEY (channel_id=? AND root_seq=?) LEFT-JOIN",
                "SEARCH u USING INDEX messages_by_thread (channel_id=? AND thread_seq=? AND seq>?)",
                "USE TEMP B-TREE FOR ORDER BY",
            ]
        },
        { "events after", EventReader.AfterSql, ["SEARCH channel_events USING PRIMARY KEY (channel_id=? AND seq>?)"] },
        { "token", SignInStore.FindByTokenSql, ["SEARCH s USING INDEX sign_ins_by_token (token_hash=?)", "SEARCH a USING PRIMARY KEY (id=?)"] },
        {
            "repeat",
            PostStatements.FindRepeatedSql,
            ["SEARCH messages USING INDEX messages_by_client_message_id (channel_id=? AND author_id=? AND client_message_id=?)"]
        },
        { "newcomers' channels", ChannelStore.DefaultSql, ["SEARCH channels USING INDEX channels_by_name (workspace_id=? AND name_key>?)", "USE TEMP B-TREE FOR ORDER BY"] },
        {
            "sync",
            ChannelStore.SyncSql,
            [
                "SEARCH cm USING COVERING INDEX channel_members_by_account (account_id=?)",
                "SEARCH c USING PRIMARY KEY (id=?)",
                "SEARCH h USING PRIMARY KEY (channel_id=?)",
                "SEARCH wm USING PRIMARY KEY (workspace_id=? AND account_id=?)",
                "SEARCH r USING PRIMARY KEY (account_id=? AND channel_id=?) LEFT-JOIN",
                "SEARCH m USING PRIMARY KEY (channel_id=? AND seq>?)",
                "SEARCH x USING PRIMARY KEY (mentioned_id=? AND channel_id=? AND seq>?)",
                "USE TEMP B-TREE FOR DISTINCT",
                "USE TEMP B-TREE FOR ORDER BY",
            ]
        },
        {
            "unread calls",
            ChannelStore.UnreadCallsSql,
            ["SEARCH x USING PRIMARY KEY (mentioned_id=? AND channel_id=? AND seq>?)", "SEARCH m USING PRIMARY KEY (channel_id=? AND seq=?)"]
        },
        { "unread texts", ChannelStore.UnreadTextsSql, ["SEARCH m USING PRIMARY KEY (channel_id=? AND seq>?)"] },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task A_hot_read_finds_its_rows(string name, string sql, string[] steps)
    {
        var plan = await ExplainAsync(sql);

        Assert.NotEmpty(name);
        Assert.Equal(steps.Order(), plan.Where(step => step is not ("SCAN unread" or "CO-ROUTINE unread" or "SCAN mentioned" or "CO-ROUTINE mentioned") && !step.StartsWith("CORRELATED SCALAR SUBQUERY", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task Reactions_are_looked_for_between_the_first_and_the_last_message_of_a_page()
    {
        var plan = await ExplainAsync(ReactionSql.ReadSql);

        Assert.Contains("SEARCH message_reactions USING PRIMARY KEY (channel_id=? AND seq>? AND seq<?)", plan);
        Assert.Contains("SEARCH m USING PRIMARY KEY (channel_id=? AND seq>? AND seq<?)", plan);
    }

    [Fact]
    public async Task Reactions_of_a_thread_are_looked_for_with_its_replies()
    {
        var plan = await ExplainAsync(ReactionSql.ReadThreadSql(ByThread));

        Assert.Contains("SEARCH message_reactions USING PRIMARY KEY (channel_id=? AND seq=?)", plan);
        Assert.Contains("SEARCH reply USING INDEX messages_by_thread (channel_id=? AND thread_seq=? AND seq>? AND seq<?)", plan);
        Assert.Contains("SEARCH m USING INDEX messages_by_thread (channel_id=? AND thread_seq=? AND seq>? AND seq<?)", plan);
    }

    [Fact]
    public async Task Saved_messages_are_found_from_the_newest_on()
    {
        var plan = await ExplainAsync(SavedMessageStore.ListSql);

        Assert.Contains("SEARCH s USING INDEX saved_messages_by_id (account_id=? AND id<?)", plan);
        Assert.Contains("SEARCH m USING PRIMARY KEY (channel_id=? AND seq=?)", plan);
        Assert.DoesNotContain(plan, step => step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Emoji_are_found_by_their_workspace_and_name()
    {
        Assert.Equal(["SEARCH custom_emoji USING INDEX custom_emoji_by_name (workspace_id=? AND name=?)"], await ExplainAsync(CustomEmojiStore.FindSql));
        Assert.Equal(["SEARCH custom_emoji USING INDEX custom_emoji_by_name (workspace_id=?)"], await ExplainAsync(CustomEmojiStore.ListSql));
    }

    [Fact]
    public async Task A_search_finds_its_blocks_terms_and_messages()
    {
        var blocks = await ExplainAsync(SearchStore.OwnBlocksSql);
        var terms = await ExplainAsync(SqliteTermIndex.FindSql(SearchTraits.Thread | SearchTraits.Pin));
        var messages = await ExplainAsync(SqliteTermIndex.ReadSql);

        Assert.Contains("SEARCH cm USING COVERING INDEX channel_members_by_account (account_id=?)", blocks);
        Assert.Contains("SEARCH b USING PRIMARY KEY (channel_id=?)", blocks);
        Assert.Contains(terms, step => step.StartsWith("SCAN search_terms VIRTUAL TABLE INDEX 0:M", StringComparison.Ordinal));
        Assert.Contains("SEARCH s USING INTEGER PRIMARY KEY (rowid=?)", terms);
        Assert.Contains("SEARCH m USING PRIMARY KEY (channel_id=? AND seq=?)", terms);
        Assert.Contains("SEARCH messages USING PRIMARY KEY (channel_id=? AND seq=?)", messages);
        Assert.DoesNotContain(blocks.Concat(messages), step => step.StartsWith("SCAN", StringComparison.Ordinal));
    }

    private Task<List<string>> ExplainAsync(string sql)
    {
        return Stores.Get<Database>().ReadAsync(
            session => session.ListAsync(
                $"EXPLAIN QUERY PLAN {sql}",
                row => row.Text(3),
                [.. Parameters.Where(parameter => sql.Contains($"@{parameter}", StringComparison.Ordinal)).Select(parameter => (parameter, (object?)1L))]),
            None);
    }
}
