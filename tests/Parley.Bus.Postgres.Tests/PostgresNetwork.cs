using Npgsql;
using Parley.Compliance;
using Parley.Realtime.Hints;
using Parley.Testing;

namespace Parley.Bus.Postgres.Tests;

/// <summary>A database of its own, on a server that one test may stop.</summary>
internal sealed class PostgresNetwork(PostgresServer server, string connectionString) : HintNetwork
{
    private const string OfNodes = "FROM pg_stat_activity WHERE application_name LIKE 'parley hints%' AND datname = current_database()";

    public static Task<HintNetwork> CreateAsync()
    {
        return Task.FromResult<HintNetwork>(new PostgresNetwork(Server.Value, Server.Value.CreateDatabase()));
    }

    private static readonly Lazy<PostgresServer> Server = new(() => PostgresServer.StartOwn());

    public override IHintTransport Connect() => new PostgresHintTransport(connectionString);

    public override async Task SendForeignAsync(byte[] bytes)
    {
        await ReadAsync("SELECT pg_notify('parley_' || md5(current_schema()), convert_from(@bytes, 'UTF8'))", bytes);
    }

    public override async Task<int> CountConnectionsAsync() => (int)(long)(await ReadAsync($"SELECT count(*) {OfNodes}"))!;

    public override Task CutAsync() => ReadAsync($"SELECT count(pg_terminate_backend(pid)) {OfNodes}");

    public override Task HaltAsync()
    {
        server.Halt();
        return Task.CompletedTask;
    }

    public override Task ContinueAsync()
    {
        server.Continue();
        return Task.CompletedTask;
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<object?> ReadAsync(string sql, byte[]? bytes = null)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        if (bytes is not null)
        {
            command.Parameters.AddWithValue("bytes", bytes);
        }

        return await command.ExecuteScalarAsync();
    }
}
