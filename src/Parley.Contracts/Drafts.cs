namespace Parley.Contracts;

/// <summary>What waits in a composer of the caller's and was not sent.</summary>
public sealed record DraftDto
{
    public required Guid ChannelId { get; init; }

    /// <summary>The root of the thread whose composer it is; null: the channel's own.</summary>
    public long? ThreadSeq { get; init; }

    /// <summary>Not empty.</summary>
    public required string Text { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

public sealed record DraftList
{
    /// <summary>All of the caller's in channels that they are in, the last written first; at most <see cref="Limits.Drafts"/>.</summary>
    public required IReadOnlyList<DraftDto> Drafts { get; init; }
}

/// <summary>The body of <c>PUT /api/v1/channels/{id}/draft</c>.</summary>
public sealed record PutDraftRequest
{
    /// <summary>1 to <see cref="Limits.MessageCharacters"/> Unicode code points, not only white space, without U+0000. What is empty is deleted instead.</summary>
    public required string Text { get; init; }
}
