using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Parley.Modules.Accounts;

/// <summary>Keys <c>Parley:Accounts:*</c>.</summary>
public sealed class AccountsOptions
{
    public const string Section = "Parley:Accounts";

    /// <summary>Days after its last use that a device stays signed in. Slack and Mattermost use 30.</summary>
    [Range(1, 365)]
    public int SignInDays { get; set; } = 30;

    /// <summary>Days after it expired that a sign-in or access token is removed.</summary>
    [Range(1, 3_650)]
    public int ExpiredSignInDays { get; set; } = 30;

    /// <summary>PBKDF2 rounds for new password hashes: OWASP's figure for HMAC-SHA512 (Password Storage Cheat Sheet). Older hashes are renewed at sign-in.</summary>
    [Range(100_000, 10_000_000)]
    public int PasswordHashRounds { get; set; } = 210_000;

    /// <summary>Wrong passwords after which an account does not sign in for <see cref="LockoutMinutes"/>.</summary>
    [Range(3, 1_000)]
    public int FailedSignInsPerAccount { get; set; } = 10;

    [Range(1, 1_440)]
    public int LockoutMinutes { get; set; } = 5;

    /// <summary>Failed sign-ins and sign-ups, and open sign-ups, from one address (an IPv6 /64 counts as one) within ten minutes.</summary>
    [Range(10, 1_000_000)]
    public int FailuresPerAddress { get; set; } = 100;
}

[OptionsValidator]
internal sealed partial class AccountsOptionsValidator : IValidateOptions<AccountsOptions>;
