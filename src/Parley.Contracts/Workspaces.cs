using System.Text.Json.Serialization;

namespace Parley.Contracts;

public sealed record WorkspaceDto
{
    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The caller's role in it.</summary>
    public required WorkspaceRole Role { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>true: links in its messages get no previews; left out otherwise.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool LinkPreviewsOff { get; init; }
}

public sealed record WorkspaceList
{
    public required IReadOnlyList<WorkspaceDto> Workspaces { get; init; }
}

/// <summary>The body of <c>POST /api/v1/workspaces</c>.</summary>
public sealed record WorkspaceNameRequest
{
    public required string Name { get; init; }
}

/// <summary>The body of <c>PATCH /api/v1/workspaces/{id}</c>. What is left out stays as it is.</summary>
public sealed record UpdateWorkspaceRequest
{
    public string? Name { get; init; }

    /// <summary>As in <see cref="WorkspaceDto.LinkPreviewsOff"/>. What messages have by then they keep.</summary>
    public bool? LinkPreviewsOff { get; init; }
}

/// <summary>An account as a member of one workspace.</summary>
public sealed record MemberDto
{
    public required Guid AccountId { get; init; }

    public required string Username { get; init; }

    public required string DisplayName { get; init; }

    public required WorkspaceRole Role { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }

    /// <summary>As <see cref="AccountDto.Title"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Title { get; init; }

    /// <summary>As <see cref="AccountDto.Pronouns"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Pronouns { get; init; }

    /// <summary>As <see cref="AccountDto.TimeZone"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TimeZone { get; init; }

    /// <summary>As <see cref="AccountDto.AvatarUrl"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? AvatarUrl { get; init; }

    /// <summary>As <see cref="AccountDto.Status"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StatusDto? Status { get; init; }

    /// <summary>As <see cref="AccountDto.Availability"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AvailabilityDto? Availability { get; init; }
}

/// <summary>One page of members in order of username. A guest sees only those with whom they share a channel.</summary>
public sealed record MemberPage
{
    public required IReadOnlyList<MemberDto> Members { get; init; }

    /// <summary>Goes into <c>?cursor=</c> for the next page; null on the last one.</summary>
    public required string? Cursor { get; init; }
}

/// <summary>The body of <c>PATCH /api/v1/workspaces/{id}/members/{accountId}</c>.</summary>
public sealed record ChangeRoleRequest
{
    public required WorkspaceRole Role { get; init; }
}

/// <summary>The body of <c>POST /api/v1/workspaces/{id}/invites</c>. Every field may be left out.</summary>
public sealed record CreateInviteRequest
{
    /// <summary>What the invited become: guest, member or admin, never more than the inviter is. member when left out.</summary>
    public WorkspaceRole? Role { get; init; }

    /// <summary>How many people may use it: 1 to 10,000; null: any number until it expires.</summary>
    public int? MaxUses { get; init; }

    /// <summary>Hours until it expires: 1 to 720. A week (168) when left out.</summary>
    public int? ExpiresInHours { get; init; }

    /// <summary>Channels that the invited are added to; a guest's invite needs at least one. The inviter must be a member of each.</summary>
    public IReadOnlyList<Guid>? ChannelIds { get; init; }
}

/// <summary>A new invite. The code is shown this once and stored only as a hash.</summary>
public sealed record CreatedInviteDto
{
    public required Guid Id { get; init; }

    public required string Code { get; init; }

    /// <summary>The page that accepts it: <c>{publicUrl}/invite/{code}</c>.</summary>
    public required string Url { get; init; }

    public required WorkspaceRole Role { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

public sealed record InviteDto
{
    public required Guid Id { get; init; }

    public required WorkspaceRole Role { get; init; }

    public required Guid CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required int Uses { get; init; }

    /// <summary>null: any number.</summary>
    public required int? MaxUses { get; init; }
}

/// <summary>The invites that can still be used, newest first.</summary>
public sealed record InviteList
{
    public required IReadOnlyList<InviteDto> Invites { get; init; }
}

/// <summary>What whoever holds an invite's code may know before they accept it.</summary>
public sealed record InvitePreviewDto
{
    public required string WorkspaceName { get; init; }

    public required WorkspaceRole Role { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}
