namespace Parley.Modules.Workspaces;

/// <summary>What people say of themselves, as it is stored and as it is given out.</summary>
public static class Profile
{
    public static string? SaidOrNull(string stored)
    {
        return stored.Length == 0 ? null : stored;
    }

    /// <param name="accountId">Whose.</param>
    /// <param name="hash">null: there is none.</param>
    public static string? AvatarUrl(Guid accountId, string? hash)
    {
        return hash is null ? null : $"/api/v1/accounts/{accountId}/avatar/{hash}";
    }

    /// <summary>What a search for people looks in.</summary>
    public static string SearchText(string username, string displayName, string title)
    {
        return $"{username}\n{displayName}\n{title}".ToLowerInvariant();
    }
}
