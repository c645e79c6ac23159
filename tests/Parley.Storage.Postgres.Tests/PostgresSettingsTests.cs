using Npgsql;
using Parley.Storage.Relational;
using Parley.Testing;

namespace Parley.Storage.Postgres.Tests;

/// <summary>What every connection has that the connection string does not ask for.</summary>
public sealed class PostgresSettingsTests
{
    // The columns of a batch of texts, as PostParameters gives them.
    private static readonly string[] Texts = "integer uuid uuid uuid text timestamptz bytea bytea".Split(' ');

    [Fact]
    public async Task Statements_are_prepared_once_they_are_repeated_also_by_whoever_takes_the_connection_next()
    {
        await using var database = new PostgresDatabase(PostgresServer.Shared.CreateDatabase() + ";Maximum Pool Size=1");
        for (var use = 0; use < 3; use++)
        {
            Assert.Equal("1", await ReadAsync(database, "SELECT '1'"));
        }

        Assert.Equal("1", await ReadAsync(database, "SELECT count(*)::text FROM pg_prepared_statements WHERE statement = 'SELECT ''1'''"));
    }

    [Fact]
    public async Task A_statement_is_given_up_after_15_seconds_none_is_compiled_and_no_plan_outlives_its_tables()
    {
        await using var database = new PostgresDatabase(PostgresServer.Shared.CreateDatabase());
        await using var connection = (NpgsqlConnection)await database.OpenAsync(TestContext.Current.CancellationToken);
        Assert.Equal(15, connection.CommandTimeout);
        Assert.Equal("off", await ReadAsync(database, "SHOW jit"));
        Assert.Equal("force_custom_plan", await ReadAsync(database, "SHOW plan_cache_mode"));
    }

    [Fact]
    public async Task What_the_connection_string_asks_for_counts()
    {
        await using var database = new PostgresDatabase(
            PostgresServer.Shared.CreateDatabase() + ";Maximum Pool Size=1;Max Auto Prepare=0;Command Timeout=40;No Reset On Close=false;Options=-c jit=on");
        await using (var connection = (NpgsqlConnection)await database.OpenAsync(TestContext.Current.CancellationToken))
        {
            Assert.Equal(40, connection.CommandTimeout);
            await using var command = new NpgsqlCommand("SET statement_timeout = 1234", connection);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal("0", await ReadAsync(database, "SHOW statement_timeout"));
        Assert.Equal("on", await ReadAsync(database, "SHOW jit"));
        for (var use = 0; use < 3; use++)
        {
            Assert.Equal("0", await ReadAsync(database, "SELECT count(*)::text FROM pg_prepared_statements"));
        }
    }

    [Fact]
    public async Task Posting_is_planned_by_keys_also_while_the_tables_are_empty()
    {
        using var factory = new PostgresFactory();
        await using var stores = factory.Open();
        stores.Migrator.Migrate();
        var database = (PostgresDatabase)stores.Get<Database>();
        await using var connection = await database.Pinned.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var post = await PlanAsync(connection, PostSql.Plain, Texts);
        var rich = await PlanAsync(connection, PostSql.Rich, [.. Texts, .. "bigint boolean text text integer uuid integer uuid boolean".Split(' ')]);

        Assert.All([post, rich], plan =>
        {
            Assert.Contains("messages_by_client_message_id", plan, StringComparison.Ordinal);
            Assert.Contains("channel_members_pkey", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Hash Join", plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Merge Join", plan, StringComparison.Ordinal);
        });
    }

    /// <summary>The plan that the connection keeps for the statement.</summary>
    private static async Task<string> PlanAsync(NpgsqlConnection connection, string sql, string[] columns)
    {
        var name = $"post_{columns.Length}";
        await using var prepare = new NpgsqlCommand($"PREPARE {name} ({string.Join(", ", columns.Select(column => $"{column}[]"))}) AS {sql}", connection);
        await prepare.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var explain = new NpgsqlCommand($"EXPLAIN EXECUTE {name} ({string.Join(", ", Enumerable.Repeat("NULL", columns.Length))})", connection);
        await using var reader = await explain.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var lines = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            lines.Add(reader.GetString(0));
        }

        return string.Join('\n', lines);
    }

    private static async Task<string?> ReadAsync(PostgresDatabase database, string sql)
    {
        await using var connection = await database.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
