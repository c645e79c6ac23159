using Parley.Contracts;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Accounts;

/// <summary>Accounts in the database. Every call may throw <see cref="IOException"/> when the database does not answer.</summary>
public interface IAccountStore
{
    Task<bool> AnyAsync(CancellationToken cancellationToken);

    /// <returns>null when there is none.</returns>
    Task<Account?> FindAsync(Guid accountId, CancellationToken cancellationToken);

    /// <param name="username">In lower case.</param>
    /// <returns>null when there is none.</returns>
    Task<Account?> FindByUsernameAsync(string username, CancellationToken cancellationToken);

    /// <summary>Stores the server's first account. Of two that race one wins.</summary>
    /// <returns>false when there is an account already; nothing happened.</returns>
    Task<bool> CreateFirstAsync(Account account, CancellationToken cancellationToken);

    /// <summary>Stores the account, and with an invite uses that up by one and makes the account a member, all in one transaction.</summary>
    /// <param name="account">What to store.</param>
    /// <param name="inviteCodeHash">null: sign-up is open.</param>
    /// <param name="now">What the invite's expiry is compared with.</param>
    /// <param name="cancellationToken">Gives up; whether the account was stored is then unknown.</param>
    Task<CreateAccountOutcome> CreateAsync(Account account, byte[]? inviteCodeHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <returns>false when nothing is different from what it was.</returns>
    Task<bool> ChangeProfileAsync(Guid accountId, ProfileChange change, CancellationToken cancellationToken);

    /// <returns>In the account's order.</returns>
    Task<IReadOnlyList<string>> ReadKeywordsAsync(Guid accountId, CancellationToken cancellationToken);

    Task SetKeywordsAsync(Guid accountId, IReadOnlyList<string> keywords, CancellationToken cancellationToken);

    /// <returns>What was chosen; the rest has its default.</returns>
    Task<UpdatePreferencesRequest> ReadPreferencesAsync(Guid accountId, CancellationToken cancellationToken);

    /// <summary>Of two changes at once none is lost.</summary>
    /// <returns>What is chosen now.</returns>
    Task<UpdatePreferencesRequest> ChangePreferencesAsync(Guid accountId, UpdatePreferencesRequest change, CancellationToken cancellationToken);

    Task SetPasswordHashAsync(Guid accountId, string passwordHash, CancellationToken cancellationToken);

    /// <summary>Counts one wrong password, atomically: parallel tries are all counted.</summary>
    /// <returns>The new count.</returns>
    Task<int> CountFailedSignInAsync(Guid accountId, CancellationToken cancellationToken);

    Task SetLockoutAsync(Guid accountId, int failedSignIns, DateTimeOffset? lockedUntil, CancellationToken cancellationToken);
}

/// <summary>What is null stays; what is empty is no longer said.</summary>
public sealed record ProfileChange
{
    public string? DisplayName { get; init; }

    public string? Title { get; init; }

    public string? Pronouns { get; init; }

    public string? TimeZone { get; init; }
}

public abstract record CreateAccountOutcome
{
    /// <param name="Joined">The workspace that the invite led to; null without an invite.</param>
    public sealed record Created(InvitedTo? Joined) : CreateAccountOutcome;

    public sealed record UsernameTaken : CreateAccountOutcome;

    public sealed record InviteInvalid : CreateAccountOutcome;
}
