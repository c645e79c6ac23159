using Npgsql;
using Parley.Bench.World;
using Parley.Testing;

namespace Parley.Bench.FanOut;

/// <summary>How many transactions a database has had: a query outside of one counts as one.</summary>
internal static class TransactionCount
{
    private const string OthersSql = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()";
    private const string CountSql = "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()";

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Nobody may use the database any more: a backend reports what it did when it ends, and that is waited for.</summary>
    /// <returns>null for a database that does not count.</returns>
    public static async Task<long?> ReadAsync(BenchDatabase database)
    {
        if (database.Kind != DatabaseKind.Postgres)
        {
            return null;
        }

        await using var connection = new NpgsqlConnection(database.Setting + ";Pooling=false");
        await connection.OpenAsync();
        var deadline = TimeProvider.System.GetUtcNow() + Patience;
        while (await ScalarAsync(connection, OthersSql) > 0)
        {
            if (TimeProvider.System.GetUtcNow() > deadline)
            {
                throw new TimeoutException("Someone still uses the database.");
            }

            await Task.Delay(AskAgainAfter, TimeProvider.System);
        }

        return await ScalarAsync(connection, CountSql);
    }

    private static async Task<long> ScalarAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
