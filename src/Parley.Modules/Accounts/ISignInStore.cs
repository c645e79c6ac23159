using Parley.Modules.Jobs;

namespace Parley.Modules.Accounts;

/// <summary>Sign-ins and access tokens, by the hash of their token. Every call may throw <see cref="IOException"/> when the database does not answer.</summary>
public interface ISignInStore
{
    Task AddAsync(StoredSignIn signIn, byte[] tokenHash, CancellationToken cancellationToken);

    /// <summary>Stores an access token unless the account has <paramref name="limit"/> of them.</summary>
    /// <returns>false when it has; nothing happened.</returns>
    Task<bool> TryAddAccessTokenAsync(StoredSignIn signIn, byte[] tokenHash, int limit, CancellationToken cancellationToken);

    /// <returns>null when no sign-in of an account that is not deactivated has this hash; an expired one is returned all the same.</returns>
    Task<TokenOwner?> FindByTokenAsync(byte[] tokenHash, CancellationToken cancellationToken);

    Task TouchAsync(Guid signInId, DateTimeOffset lastUsedAt, DateTimeOffset? expiresAt, CancellationToken cancellationToken);

    /// <summary>Those that have not expired, newest first.</summary>
    Task<IReadOnlyList<StoredSignIn>> ListAsync(Guid accountId, SignInKind kind, DateTimeOffset now, CancellationToken cancellationToken);

    /// <returns>false when the account has no such sign-in.</returns>
    Task<bool> DeleteAsync(Guid accountId, Guid signInId, SignInKind kind, CancellationToken cancellationToken);

    /// <summary>Deletes every sign-in and access token of the account but one.</summary>
    /// <returns>The ids of those deleted.</returns>
    Task<IReadOnlyList<Guid>> DeleteOthersAsync(Guid accountId, Guid keptSignInId, CancellationToken cancellationToken);

    /// <summary>Deletes those that expired before; when no more are left, completes the job that does so in the same transaction.</summary>
    /// <returns>How many; fewer than <paramref name="limit"/>: no more are left.</returns>
    /// <exception cref="LeaseLostException">Another worker has the job; nothing happened.</exception>
    Task<int> PurgeAsync(DateTimeOffset expiredBefore, int limit, JobCompletion completion, CancellationToken cancellationToken);
}

public enum SignInKind
{
    /// <summary>A device, signed in with a password; expires when unused.</summary>
    Device = 0,

    /// <summary>A personal access token.</summary>
    AccessToken = 1,
}

public sealed record StoredSignIn
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required SignInKind Kind { get; init; }

    /// <summary>The device's own words, or the access token's name.</summary>
    public required string? Name { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUsedAt { get; init; }

    /// <summary>null: never.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }
}

public sealed record TokenOwner(StoredSignIn SignIn, bool IsServerAdmin);
