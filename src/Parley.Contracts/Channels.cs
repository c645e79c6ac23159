using System.Text.Json.Serialization;

namespace Parley.Contracts;

/// <summary>A place messages are in.</summary>
public sealed record ChannelDto
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required ChannelVisibility Visibility { get; init; }

    /// <summary>Unique in the workspace among public and private channels, case aside; empty for a direct channel.</summary>
    public required string Name { get; init; }

    public required string Topic { get; init; }

    public required string Purpose { get; init; }

    /// <summary>Everyone who joins the workspace is added to it, and it is not archived.</summary>
    public required bool IsDefault { get; init; }

    public required Guid CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>null: not archived.</summary>
    public required DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>The seq of the channel's last event.</summary>
    public required long Head { get; init; }

    /// <summary>Whether the caller is a member, so that its events arrive on the caller's event stream.</summary>
    public required bool IsMember { get; init; }

    public required int MemberCount { get; init; }

    /// <summary>Everyone in a direct channel, the caller included, in the order of their ids; null for other channels.</summary>
    public required IReadOnlyList<Guid>? DirectMemberIds { get; init; }
}

/// <summary>The channels of a workspace that the caller may see, direct ones aside, in order of name.</summary>
public sealed record ChannelPage
{
    public required IReadOnlyList<ChannelDto> Channels { get; init; }

    /// <summary>Goes into <c>?cursor=</c> for the next page; null on the last one.</summary>
    public required string? Cursor { get; init; }
}

/// <summary>The body of <c>POST /api/v1/workspaces/{id}/channels</c>.</summary>
public sealed record CreateChannelRequest
{
    /// <summary>1 to <see cref="Limits.ChannelNameCharacters"/> letters, digits, dashes, underscores or dots of any script; no spaces.</summary>
    public required string Name { get; init; }

    public string? Topic { get; init; }

    public string? Purpose { get; init; }

    /// <summary><c>public</c> or <c>private</c>; public when left out.</summary>
    public ChannelVisibility? Visibility { get; init; }
}

/// <summary>The body of <c>PATCH /api/v1/channels/{id}</c>; what is left out stays.</summary>
public sealed record UpdateChannelRequest
{
    public string? Name { get; init; }

    public string? Topic { get; init; }

    public string? Purpose { get; init; }

    /// <summary>true archives, false restores.</summary>
    public bool? Archived { get; init; }
}

/// <summary>The body of <c>PUT /api/v1/workspaces/{id}/direct-channels</c>: opens the direct channel of these people and the caller, or finds it.</summary>
public sealed record OpenDirectChannelRequest
{
    /// <summary>1 to <see cref="Limits.DirectChannelMembers"/> - 1 others; naming oneself changes nothing, naming only oneself opens the channel for notes.</summary>
    public required IReadOnlyList<Guid> AccountIds { get; init; }
}

public sealed record ChannelMemberDto
{
    public required Guid AccountId { get; init; }

    public required string Username { get; init; }

    public required string DisplayName { get; init; }

    /// <summary>The role in the workspace.</summary>
    public required WorkspaceRole Role { get; init; }

    /// <summary>The seq of the <c>member.joined</c> event.</summary>
    public required long JoinedSeq { get; init; }
}

/// <summary>One page of a channel's members in order of username.</summary>
public sealed record ChannelMemberPage
{
    public required IReadOnlyList<ChannelMemberDto> Members { get; init; }

    /// <summary>Goes into <c>?cursor=</c> for the next page; null on the last one.</summary>
    public required string? Cursor { get; init; }
}

/// <summary>The answer to <c>GET /api/v1/sync</c>: where a client starts, and what it asks after a long absence.</summary>
public sealed record SyncDto
{
    /// <summary>Changes when the database was restored from a backup; cursors of another epoch are void.</summary>
    public required string Epoch { get; init; }

    /// <summary>Every channel the caller is a member of, in all workspaces.</summary>
    public required IReadOnlyList<SyncChannelDto> Channels { get; init; }
}

public sealed record SyncChannelDto
{
    public required ChannelDto Channel { get; init; }

    /// <summary>The caller's read marker: the highest seq read; 0 when nothing was.</summary>
    public required long ReadSeq { get; init; }

    /// <summary>Counts the read marker's moves: of two positions the one with the higher version holds.</summary>
    public required long ReadVersion { get; init; }

    /// <summary>
    /// Messages of others after the read marker that are not deleted, counted up to <see cref="Limits.UnreadCount"/>. Replies count when they show in the channel too.
    /// </summary>
    public required int Unread { get; init; }

    /// <summary>
    /// Messages of others after the read marker that mention the caller or hold one of the caller's keywords, replies in threads included, counted up to
    /// <see cref="Limits.UnreadCount"/>.
    /// </summary>
    public required int MentionCount { get; init; }

    /// <summary>
    /// Which ones, ascending by seq, the oldest <see cref="Limits.UnreadCount"/> of them: with these a client keeps the count right as messages are edited, deleted
    /// and read, and need not ask again.
    /// </summary>
    public required IReadOnlyList<long> MentionSeqs { get; init; }

    /// <summary>The time of the channel's last message, replies that only are in their thread aside; null when there is none. Orders direct channels.</summary>
    public required DateTimeOffset? LastMessageAt { get; init; }

    /// <summary>What notifies the caller here; left out when that is as everywhere.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChannelNotificationsDto? Notifications { get; init; }
}
