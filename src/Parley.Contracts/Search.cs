namespace Parley.Contracts;

/// <summary>A part of a text, in UTF-16 code units: as JavaScript and .NET count.</summary>
public sealed record TextRangeDto
{
    public required int Start { get; init; }

    /// <summary>At least 1.</summary>
    public required int Length { get; init; }
}

/// <summary>A message that was found.</summary>
public sealed record FoundMessageDto
{
    /// <summary>As it is now, without its reactions.</summary>
    public required MessageDto Message { get; init; }

    /// <summary>Where its text has the words, from the left, without overlap; empty when none were asked for.</summary>
    public required IReadOnlyList<TextRangeDto> Ranges { get; init; }
}

/// <summary>One page of messages that were found, in the order that was asked for.</summary>
public sealed record FoundMessagePage
{
    public required IReadOnlyList<FoundMessageDto> Results { get; init; }

    /// <summary>Goes into <c>?cursor=</c> for the next page, with the same query; null on the last one.</summary>
    public required string? Cursor { get; init; }

    /// <summary>
    /// false: more messages fit than a search looks at (<see cref="Limits.SearchCandidates"/>), and the order is among the newest of them. A more precise query, or
    /// <c>sort=newest</c>, leads to the others.
    /// </summary>
    public required bool IsComplete { get; init; }
}

/// <summary>A file that was found by its name, in the message that brought it.</summary>
public sealed record FoundFileDto
{
    public required FileDto File { get; init; }

    /// <summary>The message, without its reactions.</summary>
    public required MessageDto Message { get; init; }

    /// <summary>Where the file's name has the words; empty when none were asked for.</summary>
    public required IReadOnlyList<TextRangeDto> Ranges { get; init; }
}

/// <summary>One page of files that were found, the newest first.</summary>
public sealed record FoundFilePage
{
    public required IReadOnlyList<FoundFileDto> Results { get; init; }

    /// <summary>As in <see cref="FoundMessagePage.Cursor"/>.</summary>
    public required string? Cursor { get; init; }

    /// <summary>false: there was so much to look through that others may be missing.</summary>
    public required bool IsComplete { get; init; }
}

/// <summary>A member who was found by their name.</summary>
public sealed record FoundPersonDto
{
    public required MemberDto Member { get; init; }

    /// <summary>Where the display name has the words.</summary>
    public required IReadOnlyList<TextRangeDto> Ranges { get; init; }
}

/// <summary>One page of members who were found, the best first. A guest finds only those with whom they share a channel.</summary>
public sealed record FoundPersonPage
{
    public required IReadOnlyList<FoundPersonDto> Results { get; init; }

    public required string? Cursor { get; init; }

    /// <summary>false: there was so much to look through that others may be missing.</summary>
    public required bool IsComplete { get; init; }
}

/// <summary>A channel that was found by its name or topic.</summary>
public sealed record FoundChannelDto
{
    public required ChannelDto Channel { get; init; }

    /// <summary>Where the name has the words.</summary>
    public required IReadOnlyList<TextRangeDto> Ranges { get; init; }
}

/// <summary>One page of channels that were found, the best first: public ones, and private ones that the caller is in.</summary>
public sealed record FoundChannelPage
{
    public required IReadOnlyList<FoundChannelDto> Results { get; init; }

    public required string? Cursor { get; init; }

    /// <summary>false: there was so much to look through that others may be missing.</summary>
    public required bool IsComplete { get; init; }
}
