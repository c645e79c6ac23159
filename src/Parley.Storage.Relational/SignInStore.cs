using Parley.Modules.Accounts;
using Parley.Modules.Jobs;

namespace Parley.Storage.Relational;

public sealed class SignInStore(Database database) : ISignInStore
{
    private const string Columns = "s.id, s.account_id, s.kind, s.name, s.created_at, s.last_used_at, s.expires_at";

    // Index sign_ins_by_token.
    internal const string FindByTokenSql =
        $"""
        SELECT {Columns}, a.is_server_admin
        FROM sign_ins s JOIN accounts a ON a.id = s.account_id
        WHERE s.token_hash = @hash AND a.deactivated_at IS NULL
        """;

    public Task AddAsync(StoredSignIn signIn, byte[] tokenHash, CancellationToken cancellationToken)
    {
        return database.WriteAsync(session => InsertAsync(session, signIn, tokenHash), cancellationToken);
    }

    public Task<bool> TryAddAccessTokenAsync(StoredSignIn signIn, byte[] tokenHash, int limit, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                await session.FindAsync($"SELECT id FROM accounts WHERE id = @account{database.ForUpdate}", row => row.Id(0), ("account", signIn.AccountId));
                var count = await session.FindAsync(
                    "SELECT count(*) FROM sign_ins WHERE account_id = @account AND kind = @kind",
                    row => row.Number(0),
                    ("account", signIn.AccountId),
                    ("kind", (int)SignInKind.AccessToken));
                if (count >= limit)
                {
                    return false;
                }

                await InsertAsync(session, signIn, tokenHash);
                return true;
            },
            cancellationToken);
    }

    public Task<TokenOwner?> FindByTokenAsync(byte[] tokenHash, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            session => session.FindAsync(FindByTokenSql, row => new TokenOwner(Read(row), row.Flag(7)), ("hash", tokenHash)), cancellationToken);
    }

    public Task TouchAsync(Guid signInId, DateTimeOffset lastUsedAt, DateTimeOffset? expiresAt, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE sign_ins SET last_used_at = @used, expires_at = @expires WHERE id = @id",
                ("id", signInId),
                ("used", lastUsedAt),
                ("expires", expiresAt)),
            cancellationToken);
    }

    public async Task<IReadOnlyList<StoredSignIn>> ListAsync(Guid accountId, SignInKind kind, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Index sign_ins_by_account.
        return await database.ReadAsync(
            session => session.ListAsync(
                $"""
                SELECT {Columns} FROM sign_ins s
                WHERE s.account_id = @account AND s.kind = @kind AND (s.expires_at IS NULL OR s.expires_at > @now)
                ORDER BY s.created_at DESC, s.id DESC
                """,
                Read,
                ("account", accountId),
                ("kind", (int)kind),
                ("now", now)),
            cancellationToken);
    }

    public Task<bool> DeleteAsync(Guid accountId, Guid signInId, SignInKind kind, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session => await session.ExecuteAsync(
                "DELETE FROM sign_ins WHERE id = @id AND account_id = @account AND kind = @kind",
                ("id", signInId),
                ("account", accountId),
                ("kind", (int)kind)) > 0,
            cancellationToken);
    }

    public async Task<IReadOnlyList<Guid>> DeleteOthersAsync(Guid accountId, Guid keptSignInId, CancellationToken cancellationToken)
    {
        return await database.WriteAsync(
            session => session.ListAsync(
                "DELETE FROM sign_ins WHERE account_id = @account AND id <> @kept RETURNING id",
                row => row.Id(0),
                ("account", accountId),
                ("kept", keptSignInId)),
            cancellationToken);
    }

    public Task<int> PurgeAsync(DateTimeOffset expiredBefore, int limit, JobCompletion completion, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                // Index sign_ins_by_expiry. Once more outside: one that was used in the last moment stays.
                var removed = await session.ExecuteAsync(
                    """
                    DELETE FROM sign_ins
                    WHERE expires_at < @before AND id IN (SELECT id FROM sign_ins WHERE expires_at < @before ORDER BY expires_at LIMIT @limit)
                    """,
                    ("before", expiredBefore),
                    ("limit", limit));
                if (removed < limit)
                {
                    await JobSql.CompleteAsync(session, completion);
                }

                return removed;
            },
            cancellationToken);
    }

    private static Task<int> InsertAsync(Session session, StoredSignIn signIn, byte[] tokenHash)
    {
        return session.ExecuteAsync(
            """
            INSERT INTO sign_ins (id, account_id, kind, token_hash, name, created_at, last_used_at, expires_at)
            VALUES (@id, @account, @kind, @hash, @name, @created, @used, @expires)
            """,
            ("id", signIn.Id),
            ("account", signIn.AccountId),
            ("kind", (int)signIn.Kind),
            ("hash", tokenHash),
            ("name", signIn.Name),
            ("created", signIn.CreatedAt),
            ("used", signIn.LastUsedAt),
            ("expires", signIn.ExpiresAt));
    }

    private static StoredSignIn Read(Row row)
    {
        return new StoredSignIn
        {
            Id = row.Id(0),
            AccountId = row.Id(1),
            Kind = (SignInKind)row.Int(2),
            Name = row.TextOrNull(3),
            CreatedAt = row.Time(4),
            LastUsedAt = row.Time(5),
            ExpiresAt = row.TimeOrNull(6),
        };
    }
}
