namespace Parley.Cli.Load;

internal enum ArrivalKind
{
    Poisson = 0,
    Constant = 1,
}

/// <summary>One run, as it was asked for.</summary>
internal sealed record LoadOptions
{
    public required string Scenario { get; init; }

    public required Uri Server { get; init; }

    public required int Connections { get; init; }

    public required int Accounts { get; init; }

    /// <summary>Over which the connections are opened.</summary>
    public required TimeSpan Ramp { get; init; }

    /// <summary>0: the scenario has no channels.</summary>
    public int Channels { get; init; }

    public int ChannelsPerAccount { get; init; }

    /// <summary>Like <see cref="Duration"/>, before it, and left out of the latencies.</summary>
    public TimeSpan WarmUp { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>Messages per second.</summary>
    public double Rate { get; init; }

    public ArrivalKind Arrivals { get; init; }

    public int TextCharacters { get; init; } = 100;

    /// <summary>Between two pings of a connection.</summary>
    public TimeSpan Heartbeat { get; init; }

    /// <summary>Messages per channel that everyone misses.</summary>
    public int Missed { get; init; }

    public double PostsPerHour { get; init; }

    /// <summary>How many times faster than a day is.</summary>
    public double Pace { get; init; } = 1;

    /// <summary>How long to wait at the end for what has not arrived yet.</summary>
    public required TimeSpan Patience { get; init; }

    public required int ConnectsAtOnce { get; init; }

    public required int CallsAtOnce { get; init; }

    public required int Seed { get; init; }

    /// <summary>null: one of its own.</summary>
    public required string? WorkspaceName { get; init; }

    /// <summary>Whether what the run made stays.</summary>
    public required bool Keep { get; init; }

    public required LoadLimits Limits { get; init; }

    /// <summary>What the run posts, about.</summary>
    public double PlannedMessages =>
        (Rate * (WarmUp + Duration).TotalSeconds) + ((double)Channels * Missed) + (Connections * PostsPerHour * Pace * (WarmUp + Duration).TotalHours);

    public TimeSpan PlannedTime => Ramp + WarmUp + Duration;
}
