using Parley.Contracts;

namespace Parley.Client;

// Workspaces, their members and invites.
public sealed partial class ParleyClient
{
    public Task<WorkspaceList> ReadWorkspacesAsync(CancellationToken cancellationToken)
    {
        return GetAsync("api/v1/workspaces", ParleyJson.Context.WorkspaceList, cancellationToken);
    }

    /// <summary>The caller owns it; it has a public channel <c>general</c>.</summary>
    public Task<WorkspaceDto> CreateWorkspaceAsync(string name, CancellationToken cancellationToken)
    {
        var request = new WorkspaceNameRequest { Name = name };
        return SendAsync(HttpMethod.Post, "api/v1/workspaces", request, ParleyJson.Context.WorkspaceNameRequest, ParleyJson.Context.WorkspaceDto, cancellationToken);
    }

    public Task<WorkspaceDto> RenameWorkspaceAsync(Guid workspaceId, string name, CancellationToken cancellationToken)
    {
        var request = new WorkspaceNameRequest { Name = name };
        return SendAsync(
            HttpMethod.Patch, $"api/v1/workspaces/{workspaceId}", request, ParleyJson.Context.WorkspaceNameRequest, ParleyJson.Context.WorkspaceDto, cancellationToken);
    }

    /// <param name="cursor">From the page before; null: the first page.</param>
    /// <param name="limit">1 to 1,000; null: 200.</param>
    public Task<MemberPage> ReadMembersAsync(Guid workspaceId, string? cursor, int? limit, CancellationToken cancellationToken)
    {
        return GetAsync(Page($"api/v1/workspaces/{workspaceId}/members", cursor, limit), ParleyJson.Context.MemberPage, cancellationToken);
    }

    public Task<MemberDto> ReadMemberAsync(Guid workspaceId, Guid accountId, CancellationToken cancellationToken)
    {
        return GetAsync($"api/v1/workspaces/{workspaceId}/members/{accountId}", ParleyJson.Context.MemberDto, cancellationToken);
    }

    public Task<MemberDto> ChangeRoleAsync(Guid workspaceId, Guid accountId, WorkspaceRole role, CancellationToken cancellationToken)
    {
        var request = new ChangeRoleRequest { Role = role };
        return SendAsync(
            HttpMethod.Patch, $"api/v1/workspaces/{workspaceId}/members/{accountId}", request, ParleyJson.Context.ChangeRoleRequest, ParleyJson.Context.MemberDto, cancellationToken);
    }

    public Task RemoveMemberAsync(Guid workspaceId, Guid accountId, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Delete, $"api/v1/workspaces/{workspaceId}/members/{accountId}", cancellationToken);
    }

    public Task LeaveWorkspaceAsync(Guid workspaceId, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Delete, $"api/v1/workspaces/{workspaceId}/members/me", cancellationToken);
    }

    public Task<InviteList> ReadInvitesAsync(Guid workspaceId, CancellationToken cancellationToken)
    {
        return GetAsync($"api/v1/workspaces/{workspaceId}/invites", ParleyJson.Context.InviteList, cancellationToken);
    }

    /// <summary>The code in the answer is shown this once.</summary>
    public Task<CreatedInviteDto> CreateInviteAsync(Guid workspaceId, CreateInviteRequest request, CancellationToken cancellationToken)
    {
        return SendAsync(
            HttpMethod.Post, $"api/v1/workspaces/{workspaceId}/invites", request, ParleyJson.Context.CreateInviteRequest, ParleyJson.Context.CreatedInviteDto, cancellationToken);
    }

    public Task WithdrawInviteAsync(Guid workspaceId, Guid inviteId, CancellationToken cancellationToken)
    {
        return SendAsync(HttpMethod.Delete, $"api/v1/workspaces/{workspaceId}/invites/{inviteId}", cancellationToken);
    }

    /// <summary>What whoever holds the code may know; needs no token.</summary>
    public Task<InvitePreviewDto> PreviewInviteAsync(string code, CancellationToken cancellationToken)
    {
        return GetAsync($"api/v1/invites/{Uri.EscapeDataString(code)}", ParleyJson.Context.InvitePreviewDto, cancellationToken);
    }

    /// <summary>Makes the caller a member; accepting again changes nothing.</summary>
    public Task<WorkspaceDto> AcceptInviteAsync(string code, CancellationToken cancellationToken)
    {
        return _wire.SendAsync<object, WorkspaceDto>(
            _options.Token,
            HttpMethod.Post,
            $"api/v1/invites/{Uri.EscapeDataString(code)}/accept",
            body: null,
            bodyType: null,
            ParleyJson.Context.WorkspaceDto,
            repeat: true,
            cancellationToken);
    }

    /// <summary>The workspace's own emoji, in order of name.</summary>
    public Task<CustomEmojiList> ReadEmojiAsync(Guid workspaceId, CancellationToken cancellationToken)
    {
        return GetAsync($"api/v1/workspaces/{workspaceId}/emoji", ParleyJson.Context.CustomEmojiList, cancellationToken);
    }

    /// <summary>The workspace's groups, in order of name. Guests may not see them.</summary>
    public Task<GroupList> ReadGroupsAsync(Guid workspaceId, CancellationToken cancellationToken)
    {
        return GetAsync($"api/v1/workspaces/{workspaceId}/groups", ParleyJson.Context.GroupList, cancellationToken);
    }

    /// <summary>Makes a group, or says anew who is in it.</summary>
    public Task<GroupDto> PutGroupAsync(Guid workspaceId, string name, IReadOnlyList<Guid> accountIds, CancellationToken cancellationToken)
    {
        return _wire.SendAsync(
            _options.Token,
            HttpMethod.Put,
            $"api/v1/workspaces/{workspaceId}/groups/{Uri.EscapeDataString(name)}",
            new PutGroupRequest { AccountIds = accountIds },
            ParleyJson.Context.PutGroupRequest,
            ParleyJson.Context.GroupDto,
            repeat: true,
            cancellationToken);
    }
}
