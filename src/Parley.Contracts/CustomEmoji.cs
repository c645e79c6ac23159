namespace Parley.Contracts;

/// <summary>An emoji of a workspace's own, which people write as <c>:name:</c>, in messages and as reactions. Where a name has no emoji (any more) it is text.</summary>
public sealed record CustomEmojiDto
{
    /// <summary>
    /// <see cref="Limits.EmojiNameMinCharacters"/> to <see cref="Limits.EmojiNameCharacters"/> characters: lower case letters a to z, digits, underscore, plus, dash.
    /// Unique in the workspace, and no short name of an emoji of Unicode.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>The picture, from the root of the server. Another picture has another address.</summary>
    public required string Url { get; init; }

    /// <summary>Who added it, and may delete it, as the workspace's admins may.</summary>
    public required Guid CreatorId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
}

public sealed record CustomEmojiList
{
    /// <summary>In order of name; at most <see cref="Limits.CustomEmoji"/>.</summary>
    public required IReadOnlyList<CustomEmojiDto> Emoji { get; init; }
}
