using System.Data.Common;
using System.Net.Sockets;
using Npgsql;
using Parley.Storage.Relational;

namespace Parley.Storage.Postgres;

/// <summary>PostgreSQL 15 or newer, Amazon Aurora included.</summary>
public sealed class PostgresDatabase : Database, IDisposable, IAsyncDisposable
{
    /// <param name="connectionString">As Npgsql takes it: <c>Host=…;Database=…;Username=…</c>.</param>
    public PostgresDatabase(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.ConnectionStringBuilder.ApplicationName ??= "parley";
        if (!builder.ConnectionStringBuilder.ContainsKey("Max Auto Prepare"))
        {
            // Our SQL is a fixed set of constants: prepared once per connection, planned once.
            builder.ConnectionStringBuilder.MaxAutoPrepare = 100;
            builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
        }

        if (!builder.ConnectionStringBuilder.ContainsKey("Command Timeout"))
        {
            // Nothing of ours takes as long; past it the server, or the way to it, is gone without a word.
            builder.ConnectionStringBuilder.CommandTimeout = 15;
        }

        if (!builder.ConnectionStringBuilder.ContainsKey("No Reset On Close"))
        {
            // Nothing here changes a session, so a connection goes back to the pool as it came: the reset would be part of every query.
            builder.ConnectionStringBuilder.NoResetOnClose = true;
        }

        Source = builder.Build();
    }

    internal NpgsqlDataSource Source { get; }

    // Not FOR UPDATE, which would also stop whoever inserts a row that refers to this one.
    public override string ForUpdate => " FOR NO KEY UPDATE";

    public override string SkipLocked => " FOR UPDATE SKIP LOCKED";

    public override TermIndex Terms { get; } = new PostgresTermIndex();

    // With what a request does besides, its caller hears within two seconds that the database is away.
    protected override TimeSpan? Patience => TimeSpan.FromSeconds(1.5);

    public override string ByIndex(string name)
    {
        return "";
    }

    public override string IsAnyOf(string column, string parameter)
    {
        return $"{column} = ANY ({parameter})";
    }

    public override async ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        return await Source.OpenConnectionAsync(cancellationToken);
    }

    public override object ToParameter(object value)
    {
        return value is DateTimeOffset time ? time.ToUniversalTime() : value;
    }

    public override Guid ReadId(DbDataReader reader, int column)
    {
        return reader.GetGuid(column);
    }

    public override DateTimeOffset ReadTime(DbDataReader reader, int column)
    {
        return reader.GetFieldValue<DateTimeOffset>(column);
    }

    public override bool IsUniqueViolation(DbException exception)
    {
        return exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
    }

    public override bool IsUnavailable(DbException exception)
    {
        return exception switch
        {
            // Classes 08 (connection), 53 (resources) and 57P (shutdown), and a server that has just become a replica.
            PostgresException { SqlState: var state } => state.StartsWith("08", StringComparison.Ordinal)
                || state.StartsWith("53", StringComparison.Ordinal)
                || state.StartsWith("57P", StringComparison.Ordinal)
                || state == PostgresErrorCodes.ReadOnlySqlTransaction,
            NpgsqlException { InnerException: IOException or SocketException or TimeoutException } => true,
            NpgsqlException { IsTransient: true } => true,
            _ => false,
        };
    }

    public override bool IsRetryable(DbException exception)
    {
        return exception is PostgresException { SqlState: PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure };
    }

    public void Dispose()
    {
        Source.Dispose();
    }

    public ValueTask DisposeAsync()
    {
        return Source.DisposeAsync();
    }

    internal static IOException ToIoException(DbException exception)
    {
        return Unavailable(exception);
    }
}
