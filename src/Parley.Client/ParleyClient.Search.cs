using Parley.Contracts;

namespace Parley.Client;

// Finding messages, files, people and channels.
public sealed partial class ParleyClient
{
    /// <summary>Messages that say what the query asks for, by relevance.</summary>
    /// <param name="query">Words, "phrases", word*, -word, and from:, in:, has:, is:, before:, after:, on:.</param>
    /// <param name="cursor">Of the page before; null: the first page.</param>
    /// <param name="limit">1 to <see cref="Limits.SearchPageSize"/>; null: 20.</param>
    /// <exception cref="ParleyException"><see cref="ErrorCodes.Validation"/>, with what is wrong with the query; <see cref="ErrorCodes.TooManyRequests"/>.</exception>
    public Task<FoundMessagePage> SearchMessagesAsync(Guid workspaceId, string query, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync(SearchPath(workspaceId, "", query, cursor, limit), ParleyJson.Context.FoundMessagePage, cancellationToken);
    }

    /// <summary>As <see cref="SearchMessagesAsync"/>, in the order of time, and to the last one that fits.</summary>
    public Task<FoundMessagePage> SearchNewestMessagesAsync(Guid workspaceId, string query, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync($"{SearchPath(workspaceId, "", query, cursor, limit)}&sort=newest", ParleyJson.Context.FoundMessagePage, cancellationToken);
    }

    /// <summary>Files by their names, newest first. A page ends with a message, so that it may hold a few more files than asked for.</summary>
    public Task<FoundFilePage> SearchFilesAsync(Guid workspaceId, string query, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync(SearchPath(workspaceId, "/files", query, cursor, limit), ParleyJson.Context.FoundFilePage, cancellationToken);
    }

    /// <summary>Members by the beginnings of their names.</summary>
    public Task<FoundPersonPage> SearchPeopleAsync(Guid workspaceId, string query, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync(SearchPath(workspaceId, "/people", query, cursor, limit), ParleyJson.Context.FoundPersonPage, cancellationToken);
    }

    /// <summary>Channels by the beginnings of words in their names and topics.</summary>
    public Task<FoundChannelPage> SearchChannelsAsync(Guid workspaceId, string query, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync(SearchPath(workspaceId, "/channels", query, cursor, limit), ParleyJson.Context.FoundChannelPage, cancellationToken);
    }

    private static string SearchPath(Guid workspaceId, string what, string query, string? cursor, int? limit)
    {
        return Page($"api/v1/workspaces/{workspaceId}/search{what}", cursor, limit, $"&q={Uri.EscapeDataString(query)}");
    }
}
