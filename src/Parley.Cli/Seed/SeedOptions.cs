namespace Parley.Cli.Seed;

internal sealed record SeedOptions
{
    public required string? WorkspaceName { get; init; }

    public required int People { get; init; }

    public required int Channels { get; init; }

    public required int Messages { get; init; }

    public required string AdminUsername { get; init; }

    /// <summary>null: the token counts, or on an empty server one is made.</summary>
    public required string? AdminPassword { get; init; }

    /// <summary>null: derived from the owner's password or token, so that the same command finds its people again.</summary>
    public required string? PeoplePassword { get; init; }

    public required string? Token { get; init; }

    public required int Seed { get; init; }

    public required string FortunesFolder { get; init; }

    /// <summary>Talks that go on at the same time.</summary>
    public required int Concurrency { get; init; }
}
