using System.Text.RegularExpressions;
using Parley.Contracts;

namespace Parley.Modules.Accounts;

/// <summary>What a username looks like.</summary>
internal static partial class Usernames
{
    public static bool IsPossible(string username)
    {
        return username.Length is >= 2 and <= Limits.UsernameCharacters && Pattern().IsMatch(username);
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
