using Parley.Contracts;

namespace Parley.Modules.Accounts;

/// <summary>Length alone (NIST SP 800-63B, 3.1.1.2): composition rules make passwords worse.</summary>
internal static class PasswordRules
{
    /// <returns>null when the password will do.</returns>
    public static string? Check(string password)
    {
        return password.Length switch
        {
            < Limits.PasswordMinCharacters => $"must have at least {Limits.PasswordMinCharacters} characters.",
            > Limits.PasswordMaxCharacters => $"must have at most {Limits.PasswordMaxCharacters} characters.",
            _ => null,
        };
    }
}
