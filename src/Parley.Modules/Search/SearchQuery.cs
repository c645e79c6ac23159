namespace Parley.Modules.Search;

/// <summary>What someone looks for, as they wrote it: names are not looked up yet.</summary>
internal sealed record SearchQuery
{
    public required IReadOnlyList<SearchTerm> Words { get; init; }

    /// <summary>None of these.</summary>
    public required IReadOnlyList<SearchTerm> WithoutWords { get; init; }

    /// <summary>By any of these; none: by anyone.</summary>
    public required IReadOnlyList<string> From { get; init; }

    public required IReadOnlyList<string> NotFrom { get; init; }

    /// <summary>In any of these; none: anywhere.</summary>
    public required IReadOnlyList<string> In { get; init; }

    public required IReadOnlyList<string> NotIn { get; init; }

    /// <summary>All of these.</summary>
    public required SearchTraits Has { get; init; }

    /// <summary>None of these.</summary>
    public required SearchTraits HasNot { get; init; }

    /// <summary>Posted at this time or later; null: at any time.</summary>
    public required DateTimeOffset? Since { get; init; }

    /// <summary>Posted before this time.</summary>
    public required DateTimeOffset? Until { get; init; }
}

/// <summary>What a message may have, or be.</summary>
[Flags]
public enum SearchTraits
{
    None = 0,
    File = 1,
    Image = 2,
    Link = 4,
    Reaction = 8,
    Pin = 16,

    /// <summary>It is a reply, or has replies.</summary>
    Thread = 32,
}

internal abstract record SearchQueryOutcome
{
    public sealed record Parsed(SearchQuery Query) : SearchQueryOutcome;

    /// <param name="Problem">What is wrong and what would be right, in a sentence.</param>
    public sealed record Wrong(string Problem) : SearchQueryOutcome;
}
