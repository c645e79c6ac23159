using Parley.Contracts;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Accounts;

/// <summary>A person or bot as stored. What lockout changes is mutable, because ASP.NET Core Identity's manager works on it in place.</summary>
public sealed class Account
{
    public required Guid Id { get; init; }

    /// <summary>Lower case; unique on the server.</summary>
    public required string Username { get; init; }

    public required string DisplayName { get; set; }

    /// <summary>Empty: nothing said; so with the next two.</summary>
    public string Title { get; init; } = "";

    public string Pronouns { get; init; } = "";

    public string TimeZone { get; init; } = "";

    /// <summary>null: no avatar.</summary>
    public string? AvatarHash { get; init; }

    /// <summary>As they were when it was read; null: nothing.</summary>
    public StatusDto? Status { get; init; }

    /// <summary>null: automatic.</summary>
    public AvailabilityDto? Availability { get; init; }

    public required string? Email { get; init; }

    public required string PasswordHash { get; set; }

    public required bool IsServerAdmin { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Wrong passwords since the last right one or the last lockout.</summary>
    public int FailedSignIns { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    public AccountDto ToDto()
    {
        return new AccountDto
        {
            Id = Id,
            Username = Username,
            DisplayName = DisplayName,
            IsServerAdmin = IsServerAdmin,
            Title = Profile.SaidOrNull(Title),
            Pronouns = Profile.SaidOrNull(Pronouns),
            TimeZone = Profile.SaidOrNull(TimeZone),
            AvatarUrl = Profile.AvatarUrl(Id, AvatarHash),
            Status = Status,
            Availability = Availability,
        };
    }
}
