using System.Data;
using System.Data.Common;

namespace Parley.Storage.Relational;

/// <summary>
/// One SQL database behind ADO.NET. What differs between SQLite and PostgreSQL is here as a member; the stores in this project are written once,
/// in the SQL that both understand.
/// </summary>
public abstract class Database
{
    /// <summary>Ends a SELECT whose row must not change until the transaction's end. SQLite has one writer at a time and needs nothing.</summary>
    public abstract string ForUpdate { get; }

    /// <summary>Ends a SELECT of rows that are to be taken, and passes over those that another transaction takes at this moment. SQLite has one writer at a time.</summary>
    public abstract string SkipLocked { get; }

    /// <summary>
    /// Stands after a table in FROM, and says by which index to find its rows. SQLite has no statistics and takes the primary key for as good as any index that begins alike;
    /// PostgreSQL knows better.
    /// </summary>
    public abstract string ByIndex(string name);

    /// <summary>A condition: the column's text is one of those in a parameter that holds a <c>string[]</c>.</summary>
    public abstract string IsAnyOf(string column, string parameter);

    /// <summary>How messages are found by their words.</summary>
    public abstract TermIndex Terms { get; }

    /// <returns>An open connection, to be disposed after use.</returns>
    public abstract ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken);

    /// <summary>A value as the driver takes it.</summary>
    public abstract object ToParameter(object value);

    public abstract Guid ReadId(DbDataReader reader, int column);

    public abstract DateTimeOffset ReadTime(DbDataReader reader, int column);

    public abstract bool IsUniqueViolation(DbException exception);

    /// <summary>Whether the database is away or too busy, as opposed to a fault in what was asked of it.</summary>
    public abstract bool IsUnavailable(DbException exception);

    /// <summary>Deadlock or serialization failure: the transaction did nothing and may be run again.</summary>
    public abstract bool IsRetryable(DbException exception);

    /// <summary>
    /// How long a read or a transaction is waited for, opening a connection included; null: as long as it takes. Who waited longer is told that the database does not
    /// answer; what was begun goes on by itself, and ends its connection.
    /// </summary>
    protected virtual TimeSpan? Patience => null;

    /// <summary>Begins a transaction that may write.</summary>
    protected virtual ValueTask<DbTransaction> BeginWriteAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        return connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
    }

    /// <summary>Held while a write transaction runs, where the database would otherwise let writers collide.</summary>
    protected virtual ValueTask<IDisposable?> EnterWriteAsync(CancellationToken cancellationToken)
    {
        return ValueTask.FromResult<IDisposable?>(null);
    }

    /// <exception cref="IOException">The database did not answer.</exception>
    public Task<T> ReadAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        return BoundAsync(ReadUnboundAsync(work, cancellationToken));
    }

    private async Task<T> ReadUnboundAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            return await work(new Session(this, connection, null, cancellationToken));
        }
        catch (DbException exception) when (IsUnavailable(exception))
        {
            throw Unavailable(exception);
        }
    }

    /// <summary>Runs the work in one transaction, again when it lost a race with another one.</summary>
    /// <exception cref="IOException">The database did not answer; whether the work was committed is unknown.</exception>
    public Task<T> WriteAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        return BoundAsync(WriteUnboundAsync(work, cancellationToken));
    }

    private async Task<T> WriteUnboundAsync<T>(Func<Session, Task<T>> work, CancellationToken cancellationToken)
    {
        const int attempts = 5;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var gate = await EnterWriteAsync(cancellationToken);
                await using var connection = await OpenAsync(cancellationToken);
                await using var transaction = await BeginWriteAsync(connection, cancellationToken);
                var result = await work(new Session(this, connection, transaction, cancellationToken));

                // Past this point the caller's cancellation must not leave the outcome unknown.
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            }
            catch (DbException exception) when (attempt < attempts && IsRetryable(exception))
            {
                // The loser of a deadlock; nothing happened.
            }
            catch (DbException exception) when (IsUnavailable(exception) || IsRetryable(exception))
            {
                throw Unavailable(exception);
            }
        }
    }

    public Task WriteAsync(Func<Session, Task> work, CancellationToken cancellationToken)
    {
        return WriteAsync(
            async session =>
            {
                await work(session);
                return true;
            },
            cancellationToken);
    }

    /// <summary>Not by cancelling: the driver would ask a server that does not answer to end the statement, and wait for that.</summary>
    private async Task<T> BoundAsync<T>(Task<T> running)
    {
        if (Patience is not { } patience || running.IsCompleted)
        {
            return await running;
        }

        try
        {
            return await running.WaitAsync(patience, TimeProvider.System);
        }
        catch (TimeoutException exception)
        {
            throw new IOException("The database did not answer in time.", exception);
        }
    }

    protected static IOException Unavailable(DbException exception)
    {
        return new IOException("The database did not answer.", exception);
    }
}
