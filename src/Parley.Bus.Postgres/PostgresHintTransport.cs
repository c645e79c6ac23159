using System.Diagnostics;
using System.Text;
using System.Text.Unicode;
using Npgsql;
using NpgsqlTypes;
using Parley.Realtime.Hints;
using Parley.Realtime.Ports;

namespace Parley.Bus.Postgres;

/// <summary>
/// LISTEN and NOTIFY, each on a connection of its own: never in a transaction that writes, as committing a NOTIFY takes a lock that all who do it share
/// (PostgreSQL: src/backend/commands/async.c). All hints of a schema are one channel: every node gets them and keeps what it follows.
/// </summary>
public sealed class PostgresHintTransport : IHintTransport
{
    // The limit is 8,000 bytes with the final zero (docs: sql-notify).
    private const int PayloadBytes = 7_900;

    // By the schema's name, so that deployments can share a database; hashed, because a channel's name has 63 bytes at most.
    private const string ChannelName = "'parley_' || md5(current_schema())";

    // A connection that is dead without a word is found after this silence and one timeout.
    private static readonly TimeSpan SignOfLifeAfter = TimeSpan.FromSeconds(10);
    private const int TimeoutSeconds = 5;

    private readonly NpgsqlDataSource _listenerSource;
    private readonly NpgsqlDataSource _publisherSource;
    private NpgsqlConnection? _publisher;
    private NpgsqlCommand? _notify;

    public PostgresHintTransport(string connectionString)
    {
        _listenerSource = For(connectionString, "parley hints in");
        _publisherSource = For(connectionString, "parley hints out");
    }

    public int PacketBytes => PayloadBytes;

    public bool IsByTopic => false;

    /// <summary>In one statement, which is one transaction: what waits gathers meanwhile.</summary>
    public async Task SendAsync(IReadOnlyList<HintPacket> packets, CancellationToken cancellationToken)
    {
        try
        {
            var notify = _notify ?? await ConnectAsync(cancellationToken);
            notify.Parameters[0].Value = packets.Where(IsText).Select(packet => Encoding.UTF8.GetString(packet.Bytes.Span)).ToArray();
            await notify.ExecuteNonQueryAsync(cancellationToken);
        }
        catch
        {
            await DisconnectAsync();
            throw;
        }
    }

    public async Task ListenAsync(IHintReceiver receiver, CancellationToken cancellationToken)
    {
        await using var connection = _listenerSource.CreateConnection();
        connection.Notification += (_, notification) => receiver.Receive(Encoding.UTF8.GetBytes(notification.Payload));
        await connection.OpenAsync(cancellationToken);
        await using (var listen = new NpgsqlCommand(await ReadListenAsync(connection, cancellationToken), connection))
        {
            await listen.ExecuteNonQueryAsync(cancellationToken);
        }

        receiver.Listening();
        await using var signOfLife = new NpgsqlCommand("SELECT 1", connection);
        while (true)
        {
            if (!await connection.WaitAsync(SignOfLifeAfter, cancellationToken))
            {
                await signOfLife.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }

    /// <summary>Nothing is asked of the server: everything comes here, and the bus keeps what it wants.</summary>
    public Task FollowAsync(HintTopic topic)
    {
        return Task.CompletedTask;
    }

    public void Unfollow(HintTopic topic)
    {
        // As above.
    }

    public async ValueTask DisposeAsync()
    {
        await DisconnectAsync();
        await _listenerSource.DisposeAsync();
        await _publisherSource.DisposeAsync();
    }

    private static NpgsqlDataSource For(string connectionString, string name)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = name,
            Pooling = false,
            Timeout = TimeoutSeconds,
            CommandTimeout = TimeoutSeconds,
            CancellationTimeout = 1_000,
            TcpKeepAlive = true,
        };
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString) { Name = name };

        // What is sent is a part of what made it; a sign of life is of no trace.
        builder.ConfigureTracing(tracing => tracing.ConfigureCommandFilter(_ => Activity.Current is not null).EnablePhysicalOpenTracing(false));
        return builder.Build();
    }

    private static async Task<string> ReadListenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"SELECT format('LISTEN %I', {ChannelName})", connection);
        return (string)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    /// <summary>PostgreSQL would refuse the whole statement, again and again. No JSON is otherwise.</summary>
    private static bool IsText(HintPacket packet)
    {
        return Utf8.IsValid(packet.Bytes.Span) && !packet.Bytes.Span.Contains((byte)0);
    }

    private async Task<NpgsqlCommand> ConnectAsync(CancellationToken cancellationToken)
    {
        _publisher = _publisherSource.CreateConnection();
        await _publisher.OpenAsync(cancellationToken);

        // A hint is worth no wait for the disk.
        await using (var relax = new NpgsqlCommand("SET synchronous_commit = off", _publisher))
        {
            await relax.ExecuteNonQueryAsync(cancellationToken);
        }

        _notify = new NpgsqlCommand($"SELECT pg_notify({ChannelName}, payload) FROM unnest(@payloads) AS payload", _publisher);
        _notify.Parameters.Add(new NpgsqlParameter("payloads", NpgsqlDbType.Array | NpgsqlDbType.Text));
        await _notify.PrepareAsync(cancellationToken);
        return _notify;
    }

    private async Task DisconnectAsync()
    {
        if (_notify is not null)
        {
            await _notify.DisposeAsync();
            _notify = null;
        }

        if (_publisher is not null)
        {
            await _publisher.DisposeAsync();
            _publisher = null;
        }
    }
}
