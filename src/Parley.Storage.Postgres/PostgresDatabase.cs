using System.Data.Common;
using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;
using Parley.Storage.Relational;

namespace Parley.Storage.Postgres;

/// <summary>PostgreSQL 15 or newer, Amazon Aurora included.</summary>
public sealed class PostgresDatabase : Database, IDisposable, IAsyncDisposable
{
    // Compiling a statement that PostgreSQL takes for costly takes a hundred times as long as running it: 317 ms of 377 for one that looks for terms. And a plan that is kept is one for
    // the tables as they were: made while they are empty, it reads them whole until they are analyzed (17 ms per post were measured, 1 with a plan each time).
    private const string Options = "-c jit=off -c plan_cache_mode=force_custom_plan";

    private const string PinnedOptions = "-c jit=off -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

    /// <param name="connectionString">As Npgsql takes it: <c>Host=…;Database=…;Username=…</c>.</param>
    public PostgresDatabase(string connectionString)
    {
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        var settings = builder.ConnectionStringBuilder;
        var given = settings.Keys.ToHashSet(StringComparer.OrdinalIgnoreCase);
        settings.ApplicationName ??= "parley";
        if (!given.Contains("Max Auto Prepare"))
        {
            // Our SQL is a fixed set of constants: parsed and analyzed once per connection.
            settings.MaxAutoPrepare = 100;
            settings.AutoPrepareMinUsages = 2;
        }

        if (!given.Contains("Command Timeout"))
        {
            // Nothing of ours takes as long; past it the server, or the way to it, is gone without a word.
            settings.CommandTimeout = 15;
        }

        if (!given.Contains("No Reset On Close"))
        {
            // Nothing here changes a session, so a connection goes back to the pool as it came: the reset would be part of every query.
            settings.NoResetOnClose = true;
        }

        // What the connection string brings comes last, and counts.
        var options = settings.Options;
        settings.Options = $"{Options} {options}";
        builder.Name = "parley";

        // A span of a call is a part of what asked for it; what a node asks by itself, each second, is none.
        builder.ConfigureTracing(tracing => tracing.ConfigureCommandFilter(_ => Activity.Current is not null).ConfigureBatchFilter(_ => Activity.Current is not null).EnablePhysicalOpenTracing(false));
        Source = builder.Build();
        settings.Options = $"{PinnedOptions} {options}";
        builder.Name = "parley pinned";
        Pinned = builder.Build();
    }

    internal NpgsqlDataSource Source { get; }

    /// <summary>For a statement that runs all the time and finds all its rows by keys: it is planned once, for reading by index, whatever the tables hold at that moment.</summary>
    internal NpgsqlDataSource Pinned { get; }

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
        Pinned.Dispose();
        Source.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await Pinned.DisposeAsync();
        await Source.DisposeAsync();
    }

    internal static IOException ToIoException(DbException exception)
    {
        return Unavailable(exception);
    }
}
