using Npgsql;
using Parley.Bench.World;
using Parley.Testing;

namespace Parley.Bench.FanOut;

/// <summary>How many queries a PostgreSQL database has had, by pg_stat_statements. What Npgsql does to a connection that it hands out again is no query of ours.</summary>
internal static class QueryCount
{
    private const string Sql =
        """
        SELECT coalesce(sum(calls), 0)::bigint
        FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
        WHERE d.datname = $1 AND s.query ~* '^\s*(select|with|insert|update|delete)\y' AND s.query NOT ILIKE '%pg_advisory_unlock_all%'
        """;

    /// <returns>null for a database that does not count.</returns>
    public static async Task<long?> ReadAsync(BenchDatabase database, CancellationToken cancellationToken)
    {
        if (database.Kind != DatabaseKind.Postgres)
        {
            return null;
        }

        var builder = new NpgsqlConnectionStringBuilder(database.Setting) { Pooling = false };
        var name = builder.Database;
        builder.Database = "postgres";
        await using var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        await using (var extension = new NpgsqlCommand("CREATE EXTENSION IF NOT EXISTS pg_stat_statements", connection))
        {
            await extension.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var command = new NpgsqlCommand(Sql, connection) { Parameters = { new() { Value = name } } };
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
