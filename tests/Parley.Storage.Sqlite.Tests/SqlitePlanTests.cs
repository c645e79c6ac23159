using Parley.Compliance;
using Parley.Storage.Relational;

namespace Parley.Storage.Sqlite.Tests;

/// <summary>The statements that run all the time find their rows; none of them walks through a table.</summary>
public sealed class SqlitePlanTests() : StoreSuite(() => new SqliteFactory())
{
    public static TheoryData<string, string, string[]> Plans => new()
    {
        { "newest page, and page before", MessageStore.NewestSql, ["SEARCH m USING PRIMARY KEY (channel_id=? AND seq<?)"] },
        { "page after", MessageStore.OldestSql, ["SEARCH m USING PRIMARY KEY (channel_id=? AND seq>?)"] },
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
        { "unread texts", ChannelStore.UnreadTextsSql, ["SEARCH m USING PRIMARY KEY (channel_id=? AND seq>?)"] },
    };

    [Theory]
    [MemberData(nameof(Plans))]
    public async Task A_hot_read_finds_its_rows(string name, string sql, string[] steps)
    {
        var plan = await Stores.Get<Database>().ReadAsync(
            session => session.ListAsync(
                $"EXPLAIN QUERY PLAN {sql}",
                row => row.Text(3),
                [.. new[] { "channel", "edge", "limit", "after", "hash", "author", "client", "workspace", "account", "most", "seq", "at" }.Where(parameter => sql.Contains($"@{parameter}", StringComparison.Ordinal)).Select(parameter => (parameter, (object?)1L))]),
            None);

        Assert.NotEmpty(name);
        Assert.Equal(steps.Order(), plan.Where(step => step is not ("SCAN unread" or "CO-ROUTINE unread" or "SCAN mentioned" or "CO-ROUTINE mentioned") && !step.StartsWith("CORRELATED SCALAR SUBQUERY", StringComparison.Ordinal)).Order());
    }
}
