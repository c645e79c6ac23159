using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Modules.Business;

namespace Parley.Storage.Relational;

public sealed class BusinessStore(Database database) : IBusinessStore
{
    public Task<BusinessCounts> CountAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            async session => new BusinessCounts(
                await session.FindAsync("SELECT count(*) FROM accounts WHERE deactivated_at IS NULL", row => row.Number(0)),
                await CountActiveAsync(session, now.AddDays(-1)),
                await CountActiveAsync(session, now.AddDays(-7)),
                await session.FindAsync("SELECT count(*) FROM workspaces", row => row.Number(0)),
                await CountSignInsAsync(session, SignInKind.Device, now),
                await CountSignInsAsync(session, SignInKind.AccessToken, now),
                (await session.ListAsync(
                    "SELECT visibility, count(*) FROM channels WHERE archived_at IS NULL GROUP BY visibility",
                    row => (Visibility: (ChannelVisibility)row.Int(0), Channels: row.Number(1)))).ToDictionary(row => row.Visibility, row => row.Channels)),
            cancellationToken);
    }

    private static Task<long> CountActiveAsync(Session session, DateTimeOffset since)
    {
        return session.FindAsync("SELECT count(DISTINCT account_id) FROM sign_ins WHERE kind = 0 AND last_used_at >= @since", row => row.Number(0), ("since", since));
    }

    private static Task<long> CountSignInsAsync(Session session, SignInKind kind, DateTimeOffset now)
    {
        return session.FindAsync(
            """
            SELECT count(*) FROM sign_ins s JOIN accounts a ON a.id = s.account_id
            WHERE s.kind = @kind AND (s.expires_at IS NULL OR s.expires_at > @now) AND a.deactivated_at IS NULL
            """,
            row => row.Number(0),
            ("kind", (int)kind),
            ("now", now));
    }
}
