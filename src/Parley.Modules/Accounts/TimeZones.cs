using System.Text.RegularExpressions;
using Parley.Contracts;

namespace Parley.Modules.Accounts;

/// <summary>Names of the IANA time zone database.</summary>
public static partial class TimeZones
{
    // An image without the database knows UTC alone; then what looks like a name is taken, and clients leave alone what they do not know.
    private static readonly Lazy<bool> HasDatabase = new(() => TimeZoneInfo.GetSystemTimeZones().Count > 1);

    public static bool IsKnown(string name)
    {
        return name.Length <= Limits.TimeZoneCharacters && Pattern().IsMatch(name) && (!HasDatabase.Value || TimeZoneInfo.TryFindSystemTimeZoneById(name, out _));
    }

    // Area/Location (theory.html of the database); the pattern also keeps a name from leaving the folder that the system looks in.
    [GeneratedRegex(@"\A(?:UTC|[A-Z][A-Za-z_]*(?:/[A-Za-z0-9_+-]+){1,2})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
