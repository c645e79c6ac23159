using System.Data;
using System.Data.Common;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Parley.Storage.Relational;
using SQLitePCL;

namespace Parley.Storage.Sqlite;

/// <summary>
/// The embedded database: one file, WAL, <c>synchronous=FULL</c>, so that what is committed survives a power cut. SQLite has one writer at a
/// time; within the process writers queue at a gate instead of polling for the file's lock.
/// </summary>
public sealed class SqliteDatabase : Database, IDisposable
{
    // Another process, such as a backup, may hold the lock for a moment.
    private const int BusyTimeoutMs = 5_000;

    // Past SQLite's 2 MB a large batch of posts no longer fits and pages are written before its end. Taken as it is used, and by one connection only.
    private const int PostCacheKib = 16 * 1024;

    // 32 MB of log: a page that many batches change is written back once. SQLite's 1,000 pages are two batches of 256 posts in as many channels.
    private const int CheckpointPages = 8_192;

    private readonly string _connectionString;
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <param name="path">Of the file; the folder is made when it is not there.</param>
    public SqliteDatabase(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = Path, Pooling = true, ForeignKeys = true, DefaultTimeout = 30 }.ToString();
    }

    public string Path { get; }

    public override string ForUpdate => "";

    public override string SkipLocked => "";

    public override TermIndex Terms { get; } = new SqliteTermIndex();

    public override string ByIndex(string name)
    {
        return $" INDEXED BY {name}";
    }

    public override string IsAnyOf(string column, string parameter)
    {
        return $"{column} IN (SELECT value FROM json_each({parameter}))";
    }

    public override ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<DbConnection>(Open());
    }

    public override object ToParameter(object value)
    {
        return value switch
        {
            Guid id => id.ToByteArray(bigEndian: true),
            DateTimeOffset time => time.ToUnixTimeMilliseconds(),
            bool flag => flag ? 1L : 0L,
            string[] texts => new JsonArray([.. texts.Select(text => JsonValue.Create(text))]).ToJsonString(),
            _ => value,
        };
    }

    public override Guid ReadId(DbDataReader reader, int column)
    {
        return new Guid(reader.GetFieldValue<byte[]>(column), bigEndian: true);
    }

    public override DateTimeOffset ReadTime(DbDataReader reader, int column)
    {
        return DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));
    }

    public override bool IsUniqueViolation(DbException exception)
    {
        return exception is SqliteException { SqliteExtendedErrorCode: raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY };
    }

    public override bool IsUnavailable(DbException exception)
    {
        return exception is SqliteException { SqliteErrorCode: raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_FULL or raw.SQLITE_IOERR or raw.SQLITE_CANTOPEN or raw.SQLITE_READONLY };
    }

    public override bool IsRetryable(DbException exception)
    {
        return false;
    }

    public void Dispose()
    {
        using (var connection = new SqliteConnection(_connectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        _gate.Dispose();
    }

    internal SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var pragmas = connection.CreateCommand();
        pragmas.CommandText =
            $"PRAGMA busy_timeout = {BusyTimeoutMs}; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = {CheckpointPages};";
        pragmas.ExecuteNonQuery();
        return connection;
    }

    /// <returns>The connection of the log's writer.</returns>
    internal SqliteConnection OpenForPosts()
    {
        var connection = Open();
        using var pragma = connection.CreateCommand();
        pragma.CommandText = $"PRAGMA cache_size = -{PostCacheKib}";
        pragma.ExecuteNonQuery();
        return connection;
    }

    internal async ValueTask<IDisposable> EnterGateAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        return new GateLease(_gate);
    }

    internal static IOException ToIoException(SqliteException exception)
    {
        return Unavailable(exception);
    }

    protected override ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        // BEGIN IMMEDIATE: the write lock now, not at the first write, where it could no longer be waited for.
        return ValueTask.FromResult<DbTransaction>(((SqliteConnection)connection).BeginTransaction(IsolationLevel.Serializable, deferred: false));
    }

    protected override async ValueTask<IDisposable?> EnterWriteAsync(CancellationToken cancellationToken)
    {
        return await EnterGateAsync(cancellationToken);
    }

    private sealed class GateLease(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose()
        {
            gate.Release();
        }
    }
}
