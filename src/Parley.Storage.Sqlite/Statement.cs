using System.Buffers;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Parley.Storage.Sqlite;

/// <summary>
/// One prepared statement, straight over SQLite's own interface: Microsoft.Data.Sqlite makes a reader and looks parameters up by name at every
/// execution, which cost more than the statement did. One user at a time, who binds the parameters in the order of their first appearance, steps, and resets.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private int _bound;

    public Statement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle!;
        Check(raw.sqlite3_prepare_v2(_connection, sql, out _statement));
    }

    public Statement Bind(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return Bind(bytes);
    }

    public Statement Bind(DateTimeOffset time)
    {
        return Bind(time.ToUnixTimeMilliseconds());
    }

    public Statement Bind(long number)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_bound, number));
        return this;
    }

    public Statement BindNull()
    {
        Check(raw.sqlite3_bind_null(_statement, ++_bound));
        return this;
    }

    public Statement Bind(ReadOnlySpan<byte> blob)
    {
        Check(raw.sqlite3_bind_blob(_statement, ++_bound, blob));
        return this;
    }

    public Statement Bind(string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            Check(raw.sqlite3_bind_text(_statement, ++_bound, bytes.AsSpan(0, Encoding.UTF8.GetBytes(text, bytes))));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }

        return this;
    }

    /// <returns>false when there is no further row.</returns>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
        {
            Check(result);
        }

        return result == raw.SQLITE_ROW;
    }

    /// <summary>Ready to be bound and stepped again; what a step found wrong, that step has thrown.</summary>
    public void Reset()
    {
        _bound = 0;
        _ = raw.sqlite3_reset(_statement);
    }

    /// <summary>For a statement without rows.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Reset();
        }
    }

    public long Number(int column)
    {
        return raw.sqlite3_column_int64(_statement, column);
    }

    public long? NumberOrNull(int column)
    {
        return raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : Number(column);
    }

    public Guid Id(int column)
    {
        return new Guid(raw.sqlite3_column_blob(_statement, column), bigEndian: true);
    }

    public string Text(int column)
    {
        return raw.sqlite3_column_text(_statement, column).utf8_to_string();
    }

    public string? TextOrNull(int column)
    {
        return raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : Text(column);
    }

    public DateTimeOffset Time(int column)
    {
        return DateTimeOffset.FromUnixTimeMilliseconds(Number(column));
    }

    public DateTimeOffset? TimeOrNull(int column)
    {
        return raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : Time(column);
    }

    public void Dispose()
    {
        _statement.Dispose();
    }

    /// <exception cref="SqliteException">SQLite says that something went wrong.</exception>
    private void Check(int result)
    {
        SqliteException.ThrowExceptionForRC(result, _connection);
    }
}
