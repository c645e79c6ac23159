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

    /// <summary>Whether it would be written as what calls everyone. Who signed up by such a name before is not called by it, and signs in as before.</summary>
    public static bool MeansEveryone(string username)
    {
        return username.TrimEnd('.', '-', '_').ToLowerInvariant() is "channel" or "here";
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
