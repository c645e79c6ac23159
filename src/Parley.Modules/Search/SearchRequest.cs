using Parley.Modules.Api;

namespace Parley.Modules.Search;

/// <summary>A search as it was asked for.</summary>
internal sealed record SearchRequest
{
    public required Guid WorkspaceId { get; init; }

    public required Guid ViewerId { get; init; }

    public required string Text { get; init; }

    /// <summary>How far east of UTC the days are that dates name.</summary>
    public required TimeSpan Offset { get; init; }

    public required bool NewestFirst { get; init; }

    /// <summary>The key of the page's cursor; null: the first page.</summary>
    public required string? After { get; init; }

    public required int Limit { get; init; }
}

internal abstract record SearchOutcome<T>
{
    /// <param name="Results">At most as many as were asked for.</param>
    /// <param name="Next">The key of the next page's cursor; null: this is the last.</param>
    /// <param name="IsComplete">Whether everything that fits was looked at.</param>
    public sealed record Found(IReadOnlyList<T> Results, string? Next, bool IsComplete) : SearchOutcome<T>;

    public sealed record Refused(Problem Problem) : SearchOutcome<T>;
}
