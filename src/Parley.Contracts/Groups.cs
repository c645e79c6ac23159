namespace Parley.Contracts;

/// <summary>People of a workspace who are mentioned by one name: <c>@name</c> calls those of them who are in the channel.</summary>
public sealed record GroupDto
{
    /// <summary>
    /// <see cref="Limits.GroupNameMinCharacters"/> to <see cref="Limits.GroupNameCharacters"/> characters: lower case letters a to z, digits, full stop, underscore, dash; a
    /// letter or digit first and last. Unique in the workspace. Someone with this username who joins later is called before the group.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>At most <see cref="Limits.GroupMembers"/>; who leaves the workspace leaves its groups.</summary>
    public required IReadOnlyList<Guid> AccountIds { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}

public sealed record GroupList
{
    /// <summary>In order of name; at most <see cref="Limits.Groups"/>.</summary>
    public required IReadOnlyList<GroupDto> Groups { get; init; }
}

/// <summary>The body of <c>PUT /api/v1/workspaces/{id}/groups/{name}</c>.</summary>
public sealed record PutGroupRequest
{
    /// <summary>Everyone who is in the group from then on: 1 to <see cref="Limits.GroupMembers"/>, each of the workspace.</summary>
    public required IReadOnlyList<Guid> AccountIds { get; init; }
}
