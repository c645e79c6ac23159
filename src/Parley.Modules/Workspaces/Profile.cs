using Parley.Contracts;

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

    /// <returns>What they say of themselves at the moment; null: nothing.</returns>
    public static StatusDto? StatusAt(DateTimeOffset now, string emoji, string text, DateTimeOffset? endsAt)
    {
        return (emoji.Length == 0 && text.Length == 0) || endsAt <= now ? null : new StatusDto { Emoji = SaidOrNull(emoji), Text = text, EndsAt = endsAt };
    }

    /// <returns>null: it is automatic.</returns>
    public static AvailabilityDto? AvailabilityAt(DateTimeOffset now, int stored, DateTimeOffset? endsAt)
    {
        return stored == (int)Availability.Automatic || endsAt <= now ? null : new AvailabilityDto { Mode = (Availability)stored, EndsAt = endsAt };
    }

    /// <summary>What a search for people looks in.</summary>
    public static string SearchText(string username, string displayName, string title)
    {
        return $"{username}\n{displayName}\n{title}".ToLowerInvariant();
    }
}
