using Parley.Contracts;

namespace Parley.Modules.Accounts;

/// <summary>A person or bot as stored. What lockout changes is mutable, because ASP.NET Core Identity's manager works on it in place.</summary>
public sealed class Account
{
    public required Guid Id { get; init; }

    /// <summary>Lower case; unique on the server.</summary>
    public required string Username { get; init; }

    public required string DisplayName { get; set; }

    public required string? Email { get; init; }

    public required string PasswordHash { get; set; }

    public required bool IsServerAdmin { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Wrong passwords since the last right one or the last lockout.</summary>
    public int FailedSignIns { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    public AccountDto ToDto()
    {
        return new AccountDto { Id = Id, Username = Username, DisplayName = DisplayName, IsServerAdmin = IsServerAdmin };
    }
}
