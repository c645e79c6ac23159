using Parley.Contracts;
using Parley.Modules.Statuses;
using Parley.Modules.Workspaces;

namespace Parley.Storage.Relational;

public sealed class StatusStore(Database database) : IStatusStore
{
    public Task<bool> SetStatusAsync(Guid accountId, StatusDto? status, DateTimeOffset now, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                var before = await session.FindAsync(
                    $"SELECT status_emoji, status_text, status_ends_at FROM accounts WHERE id = @id{database.ForUpdate}",
                    row => Profile.StatusAt(now, row.Text(0), row.Text(1), row.TimeOrNull(2)),
                    ("id", accountId));
                await session.ExecuteAsync(
                    "UPDATE accounts SET status_emoji = @emoji, status_text = @text, status_ends_at = @ends WHERE id = @id",
                    ("id", accountId),
                    ("emoji", status?.Emoji ?? ""),
                    ("text", status?.Text ?? ""),
                    ("ends", status?.EndsAt));
                await TellOfEndAsync(session, accountId, status?.EndsAt, now);
                return before != status;
            },
            cancellationToken);
    }

    public Task<bool> SetAvailabilityAsync(Guid accountId, AvailabilityDto availability, DateTimeOffset now, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                var before = await session.FindAsync(
                    $"SELECT availability, availability_ends_at FROM accounts WHERE id = @id{database.ForUpdate}",
                    row => Profile.AvailabilityAt(now, row.Int(0), row.TimeOrNull(1)),
                    ("id", accountId));
                await session.ExecuteAsync(
                    "UPDATE accounts SET availability = @mode, availability_ends_at = @ends WHERE id = @id",
                    ("id", accountId),
                    ("mode", (int)availability.Mode),
                    ("ends", availability.EndsAt));
                await TellOfEndAsync(session, accountId, availability.EndsAt, now);
                return (before ?? new AvailabilityDto { Mode = Availability.Automatic }) != availability;
            },
            cancellationToken);
    }

    public Task<bool> HasEndedAsync(Guid accountId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            session => session.FindAsync(
                "SELECT EXISTS (SELECT 1 FROM accounts WHERE id = @id AND (status_ends_at <= @now OR availability_ends_at <= @now))",
                row => row.Flag(0),
                ("id", accountId),
                ("now", now)),
            cancellationToken);
    }

    private static async Task TellOfEndAsync(Session session, Guid accountId, DateTimeOffset? endsAt, DateTimeOffset now)
    {
        if (endsAt is { } end)
        {
            await JobSql.EnqueueAsync(session, StatusJobs.Tell(accountId, end, now));
        }
    }
}
