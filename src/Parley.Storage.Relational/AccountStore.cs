using System.Data.Common;
using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Modules.Workspaces;

namespace Parley.Storage.Relational;

public sealed class AccountStore(Database database, TimeProvider time) : IAccountStore
{
    private const string Columns = "id, username, display_name, email, password_hash, is_server_admin, created_at, failed_sign_ins, locked_until, title, pronouns, time_zone, avatar_hash, status_emoji, status_text, status_ends_at, availability, availability_ends_at";

    public Task<bool> AnyAsync(CancellationToken cancellationToken)
    {
        return database.ReadAsync(session => session.FindAsync("SELECT EXISTS (SELECT 1 FROM accounts)", row => row.Flag(0)), cancellationToken);
    }

    public Task<Account?> FindAsync(Guid accountId, CancellationToken cancellationToken)
    {
        return database.ReadAsync(
            session => session.FindAsync($"SELECT {Columns} FROM accounts WHERE id = @id AND deactivated_at IS NULL", Read, ("id", accountId)),
            cancellationToken);
    }

    public Task<Account?> FindByUsernameAsync(string username, CancellationToken cancellationToken)
    {
        // Index accounts_by_username.
        return database.ReadAsync(
            session => session.FindAsync($"SELECT {Columns} FROM accounts WHERE username = @username AND deactivated_at IS NULL", Read, ("username", username)),
            cancellationToken);
    }

    public Task<bool> CreateFirstAsync(Account account, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                // The one row that every server has serializes two first sign-ups.
                await session.FindAsync($"SELECT epoch FROM server_state{database.ForUpdate}", row => row.Id(0));
                if (await session.FindAsync("SELECT EXISTS (SELECT 1 FROM accounts)", row => row.Flag(0)))
                {
                    return false;
                }

                await InsertAsync(session, account);
                return true;
            },
            cancellationToken);
    }

    public async Task<CreateAccountOutcome> CreateAsync(Account account, byte[]? inviteCodeHash, DateTimeOffset now, CancellationToken cancellationToken)
    {
        try
        {
            return await database.WriteAsync<CreateAccountOutcome>(
                async session =>
                {
                    InvitedTo? joined = null;
                    if (inviteCodeHash is not null)
                    {
                        // Before the account: whoever has no valid invite learns nothing of usernames.
                        joined = await InviteSql.UseAsync(session, inviteCodeHash, now);
                        if (joined is null)
                        {
                            return new CreateAccountOutcome.InviteInvalid();
                        }
                    }

                    await InsertAsync(session, account);
                    if (joined is not null)
                    {
                        await WorkspaceStore.InsertMemberAsync(session, joined.WorkspaceId, account.Id, joined.Role, now);
                    }

                    return new CreateAccountOutcome.Created(joined);
                },
                cancellationToken);
        }
        catch (DbException exception) when (database.IsUniqueViolation(exception))
        {
            return new CreateAccountOutcome.UsernameTaken();
        }
    }

    public Task<bool> ChangeProfileAsync(Guid accountId, ProfileChange change, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                if (await session.FindAsync($"SELECT {Columns} FROM accounts WHERE id = @id{database.ForUpdate}", Read, ("id", accountId)) is not { } before)
                {
                    return false;
                }

                var (name, title, pronouns, timeZone) =
                    (change.DisplayName ?? before.DisplayName, change.Title ?? before.Title, change.Pronouns ?? before.Pronouns, change.TimeZone ?? before.TimeZone);
                await session.ExecuteAsync(
                    "UPDATE accounts SET display_name = @name, title = @title, pronouns = @pronouns, time_zone = @time_zone, search_text = @search WHERE id = @id",
                    ("id", accountId),
                    ("name", name),
                    ("title", title),
                    ("pronouns", pronouns),
                    ("time_zone", timeZone),
                    ("search", Profile.SearchText(before.Username, name, title)));
                return (name, title, pronouns, timeZone) != (before.DisplayName, before.Title, before.Pronouns, before.TimeZone);
            },
            cancellationToken);
    }

    public async Task<IReadOnlyList<string>> ReadKeywordsAsync(Guid accountId, CancellationToken cancellationToken)
    {
        return await database.ReadAsync(session => ReadKeywordsAsync(session, accountId), cancellationToken);
    }

    public Task SetKeywordsAsync(Guid accountId, IReadOnlyList<string> keywords, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                // The account's row is held, so that of two lists that come at once one is whole.
                await session.FindAsync($"SELECT id FROM accounts WHERE id = @account{database.ForUpdate}", row => row.Id(0), ("account", accountId));
                await session.ExecuteAsync("DELETE FROM keywords WHERE account_id = @account", ("account", accountId));
                for (var position = 0; position < keywords.Count; position++)
                {
                    await session.ExecuteAsync(
                        "INSERT INTO keywords (account_id, position, word) VALUES (@account, @position, @word)",
                        ("account", accountId),
                        ("position", position),
                        ("word", keywords[position]));
                }
            },
            cancellationToken);
    }

    public Task<UpdatePreferencesRequest> ReadPreferencesAsync(Guid accountId, CancellationToken cancellationToken)
    {
        return database.ReadAsync(session => ReadPreferencesAsync(session, accountId, locked: ""), cancellationToken);
    }

    public Task<UpdatePreferencesRequest> ChangePreferencesAsync(Guid accountId, UpdatePreferencesRequest change, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                var chosen = Preferences.With(await ReadPreferencesAsync(session, accountId, database.ForUpdate), change);
                await session.ExecuteAsync("UPDATE accounts SET preferences = @preferences WHERE id = @id", ("id", accountId), ("preferences", Preferences.Write(chosen)));
                return chosen;
            },
            cancellationToken);
    }

    public Task SetPasswordHashAsync(Guid accountId, string passwordHash, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            session => session.ExecuteAsync("UPDATE accounts SET password_hash = @hash WHERE id = @id", ("id", accountId), ("hash", passwordHash)),
            cancellationToken);
    }

    public Task<int> CountFailedSignInAsync(Guid accountId, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            session => session.FindAsync(
                "UPDATE accounts SET failed_sign_ins = failed_sign_ins + 1 WHERE id = @id RETURNING failed_sign_ins", row => row.Int(0), ("id", accountId)),
            cancellationToken);
    }

    public Task SetLockoutAsync(Guid accountId, int failedSignIns, DateTimeOffset? lockedUntil, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            session => session.ExecuteAsync(
                "UPDATE accounts SET failed_sign_ins = @failed, locked_until = @until WHERE id = @id",
                ("id", accountId),
                ("failed", failedSignIns),
                ("until", lockedUntil)),
            cancellationToken);
    }

    internal static Task<List<string>> ReadKeywordsAsync(Session session, Guid accountId)
    {
        return session.ListAsync("SELECT word FROM keywords WHERE account_id = @account ORDER BY position", row => row.Text(0), ("account", accountId));
    }

    private static async Task<UpdatePreferencesRequest> ReadPreferencesAsync(Session session, Guid accountId, string locked)
    {
        return Preferences.Read(await session.FindAsync($"SELECT preferences FROM accounts WHERE id = @id{locked}", row => row.Text(0), ("id", accountId)) ?? "");
    }

    private static Task<int> InsertAsync(Session session, Account account)
    {
        return session.ExecuteAsync(
            """
            INSERT INTO accounts (id, username, display_name, email, password_hash, is_server_admin, created_at, failed_sign_ins, search_text)
            VALUES (@id, @username, @display_name, @email, @password_hash, @is_server_admin, @created_at, 0, @search)
            """,
            ("id", account.Id),
            ("username", account.Username),
            ("display_name", account.DisplayName),
            ("email", account.Email),
            ("password_hash", account.PasswordHash),
            ("is_server_admin", account.IsServerAdmin),
            ("created_at", account.CreatedAt),
            ("search", Profile.SearchText(account.Username, account.DisplayName, title: "")));
    }

    private Account Read(Row row)
    {
        var now = time.GetUtcNow();
        return new Account
        {
            Id = row.Id(0),
            Username = row.Text(1),
            DisplayName = row.Text(2),
            Email = row.TextOrNull(3),
            PasswordHash = row.Text(4),
            IsServerAdmin = row.Flag(5),
            CreatedAt = row.Time(6),
            FailedSignIns = row.Int(7),
            LockedUntil = row.TimeOrNull(8),
            Title = row.Text(9),
            Pronouns = row.Text(10),
            TimeZone = row.Text(11),
            AvatarHash = row.TextOrNull(12),
            Status = Profile.StatusAt(now, row.Text(13), row.Text(14), row.TimeOrNull(15)),
            Availability = Profile.AvailabilityAt(now, row.Int(16), row.TimeOrNull(17)),
        };
    }
}
