using System.Text.RegularExpressions;
using Parley.Contracts;

namespace Parley.Modules.Groups;

/// <summary>Names of groups: as usernames, since both are written behind an @, and without what may end a sentence.</summary>
internal static partial class GroupName
{
    /// <returns>What would be right; null: it is.</returns>
    public static string? Check(string name)
    {
        if (name.Length is < Limits.GroupNameMinCharacters or > Limits.GroupNameCharacters || !Pattern().IsMatch(name))
        {
            return $"must be {Limits.GroupNameMinCharacters} to {Limits.GroupNameCharacters} characters: a to z, digits, '.', '_' and '-', a letter or digit first and last.";
        }

        return name is "channel" or "here" or "all" or "everyone" ? "must not be one of the words that call everyone." : null;
    }

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9._-]*[a-z0-9]\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
