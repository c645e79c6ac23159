using Microsoft.AspNetCore.Identity;

namespace Parley.Modules.Accounts;

/// <summary>What ASP.NET Core Identity's manager needs for hashing and lockout, over our own store.</summary>
internal sealed class IdentityUserStore(IAccountStore accounts) : IUserPasswordStore<Account>, IUserLockoutStore<Account>
{
    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        return accounts.FindAsync(Guid.Parse(userId), cancellationToken);
    }

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken)
    {
        return accounts.FindByUsernameAsync(normalizedUserName, cancellationToken);
    }

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken)
    {
        return Task.FromResult(user.Id.ToString());
    }

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken)
    {
        return Task.FromResult<string?>(user.Username);
    }

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken)
    {
        return Task.FromResult<string?>(user.Username);
    }

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken)
    {
        return Task.FromResult<string?>(user.PasswordHash);
    }

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken)
    {
        return Task.FromResult(user.PasswordHash.Length > 0);
    }

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash ?? "";
        return accounts.SetPasswordHashAsync(user.Id, user.PasswordHash, cancellationToken);
    }

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken)
    {
        return Task.FromResult(user.LockedUntil);
    }

    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken)
    {
        user.LockedUntil = lockoutEnd;
        return Task.CompletedTask;
    }

    public async Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        return user.FailedSignIns = await accounts.CountFailedSignInAsync(user.Id, cancellationToken);
    }

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        user.FailedSignIns = 0;
        return Task.CompletedTask;
    }

    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        return Task.FromResult(user.FailedSignIns);
    }

    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken)
    {
        return Task.FromResult(true);
    }

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        await accounts.SetLockoutAsync(user.Id, user.FailedSignIns, user.LockedUntil, cancellationToken);
        return IdentityResult.Success;
    }

    // Accounts are made and renamed through IAccountStore, which knows invites; the manager is never asked to.
    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        throw new NotSupportedException("Accounts are created by SignUp.");
    }

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken)
    {
        throw new NotSupportedException("Accounts are deactivated, not deleted.");
    }

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken)
    {
        throw new NotSupportedException("A username does not change.");
    }

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken)
    {
        return Task.CompletedTask;
    }

    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken)
    {
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
