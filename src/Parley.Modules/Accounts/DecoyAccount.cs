using Parley.Modules.Api;
using Microsoft.AspNetCore.Identity;

namespace Parley.Modules.Accounts;

/// <summary>A hash to verify against when the username is unknown, made with the same number of rounds as real ones.</summary>
internal sealed class DecoyAccount
{
    private readonly Lazy<Account> _account;

    public DecoyAccount(IPasswordHasher<Account> hasher, TimeProvider time)
    {
        _account = new Lazy<Account>(() =>
        {
            var account = new Account
            {
                Id = Guid.Empty,
                Username = "",
                DisplayName = "",
                Email = null,
                PasswordHash = "",
                IsServerAdmin = false,
                CreatedAt = time.GetUtcNow(),
            };
            account.PasswordHash = hasher.HashPassword(account, SecretToken.Create(""));
            return account;
        });
    }

    public Account Account => _account.Value;
}
