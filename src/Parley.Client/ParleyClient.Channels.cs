using Parley.Contracts;

namespace Parley.Client;

// Channels and who is in them.
public sealed partial class ParleyClient
{
    /// <summary>Public channels and the caller's private ones, in order of name.</summary>
    /// <param name="cursor">From the page before; null: the first page.</param>
    /// <param name="limit">null: the server's own.</param>
    /// <param name="archived">true: archived ones too.</param>
    public Task<ChannelPage> ReadChannelsAsync(Guid workspaceId, string? cursor, int? limit, CancellationToken cancellationToken, bool archived = false)
    {
        var path = Page($"api/v1/workspaces/{workspaceId}/channels", cursor, limit, archived ? "&archived=true" : "");
        return GetAsync(path, ParleyJson.Context.ChannelPage, cancellationToken);
    }

    /// <exception cref="ParleyException"><see cref="ErrorCodes.ChannelNameTaken"/>, also by a private channel that the caller does not see.</exception>
    public Task<ChannelDto> CreateChannelAsync(Guid workspaceId, CreateChannelRequest request, CancellationToken cancellationToken)
    {
        return SendAsync(
            HttpMethod.Post, $"api/v1/workspaces/{workspaceId}/channels", request, ParleyJson.Context.CreateChannelRequest, ParleyJson.Context.ChannelDto, cancellationToken);
    }

    /// <summary>Opens the direct channel of these people and the caller, or finds it: repeating the call is safe, and is done where needed.</summary>
    public Task<ChannelDto> OpenDirectChannelAsync(Guid workspaceId, IReadOnlyList<Guid> accountIds, CancellationToken cancellationToken)
    {
        var request = new OpenDirectChannelRequest { AccountIds = accountIds };
        return SendAsync(
            HttpMethod.Put,
            $"api/v1/workspaces/{workspaceId}/direct-channels",
            request,
            ParleyJson.Context.OpenDirectChannelRequest,
            ParleyJson.Context.ChannelDto,
            cancellationToken,
            repeat: true);
    }

    public Task<ChannelDto> ReadChannelAsync(Guid channelId, CancellationToken cancellationToken)
    {
        return GetAsync($"api/v1/channels/{channelId}", ParleyJson.Context.ChannelDto, cancellationToken);
    }

    public Task<ChannelDto> UpdateChannelAsync(Guid channelId, UpdateChannelRequest request, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Patch, $"api/v1/channels/{channelId}", request, ParleyJson.Context.UpdateChannelRequest, ParleyJson.Context.ChannelDto, cancellationToken);
    }

    public Task ArchiveChannelAsync(Guid channelId, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Delete, $"api/v1/channels/{channelId}", cancellationToken);
    }

    /// <param name="cursor">From the page before; null: the first page.</param>
    /// <param name="limit">null: the server's own.</param>
    public Task<ChannelMemberPage> ReadChannelMembersAsync(Guid channelId, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync(Page($"api/v1/channels/{channelId}/members", cursor, limit), ParleyJson.Context.ChannelMemberPage, cancellationToken);
    }

    /// <summary>Joining a channel that one is in changes nothing: repeating the call is safe, and is done where needed.</summary>
    public Task JoinChannelAsync(Guid channelId, CancellationToken cancellationToken)
    {
        return PutMemberAsync($"api/v1/channels/{channelId}/members/me", cancellationToken);
    }

    public Task LeaveChannelAsync(Guid channelId, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Delete, $"api/v1/channels/{channelId}/members/me", cancellationToken);
    }

    /// <summary>Adding a member twice changes nothing: repeating the call is safe, and is done where needed.</summary>
    public Task AddChannelMemberAsync(Guid channelId, Guid accountId, CancellationToken cancellationToken)
    {
        return PutMemberAsync($"api/v1/channels/{channelId}/members/{accountId}", cancellationToken);
    }

    public Task RemoveChannelMemberAsync(Guid channelId, Guid accountId, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Delete, $"api/v1/channels/{channelId}/members/{accountId}", cancellationToken);
    }

    /// <summary>Every channel of the caller with head, read marker and unread count: where a client starts, and what it asks after a long absence.</summary>
    public Task<SyncDto> ReadSyncAsync(CancellationToken cancellationToken)
    {
        return GetAsync("api/v1/sync", ParleyJson.Context.SyncDto, cancellationToken);
    }

    private Task PutMemberAsync(string path, CancellationToken cancellationToken)
    {
        return _wire.SendAsync<object>(_options.Token, HttpMethod.Put, path, body: null, bodyType: null, repeat: true, cancellationToken);
    }
}
