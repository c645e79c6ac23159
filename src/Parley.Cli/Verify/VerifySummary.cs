using System.Text.Json.Serialization;

namespace Parley.Cli.Verify;

/// <summary>A run in figures. Times are in milliseconds.</summary>
internal sealed record VerifySummary
{
    public required long PostsAcknowledged { get; init; }

    /// <summary>Never answered, however often the client repeated them.</summary>
    public required long PostsFailed { get; init; }

    /// <summary>Acknowledged, and not there, or not as acknowledged.</summary>
    public required long Lost { get; init; }

    public required long Doubled { get; init; }

    /// <summary>Events that a listener got twice, not in order, with another content than the log's, or never; and logs with holes.</summary>
    public required long OutOfOrder { get; init; }

    public required long SeenByNonMembers { get; init; }

    /// <summary>All properties, those above included.</summary>
    public required long BrokenPromises { get; init; }

    public required long EventsHeard { get; init; }

    /// <summary>Gaps that a client met within a connection, and mended.</summary>
    public required long Gaps { get; init; }

    public required long Resumes { get; init; }

    public required long Reloads { get; init; }

    /// <summary>From when a post was due to its acknowledgement, its repeats included.</summary>
    public required Spread? Posts { get; init; }

    /// <summary>From when a post was due to its receipt by any listener that was connected all the while; null: there was none.</summary>
    public required Spread? DeliveryToConnected { get; init; }

    /// <summary>The same with those that were cut off meanwhile.</summary>
    public required Spread? DeliveryToAll { get; init; }

    public required IReadOnlyList<FaultRecovery> Faults { get; init; }

    public static VerifySummary Of(History history, IReadOnlyList<Property> properties)
    {
        var journal = history.Journal;
        long Failed(string name) => properties.Where(property => property.Name == name).Sum(property => property.Failed);
        var deliveries = new Deliveries(history);
        return new VerifySummary
        {
            PostsAcknowledged = journal.OfType<Acknowledged>().LongCount(),
            PostsFailed = Failed(PropertyNames.Answered),
            Lost = Failed(PropertyNames.Kept),
            Doubled = Failed(PropertyNames.NotDoubled),
            OutOfOrder = Failed(PropertyNames.Dense) + Failed(PropertyNames.HeardOnce) + Failed(PropertyNames.HeardTrue),
            SeenByNonMembers = Failed(PropertyNames.OnlyMembers),
            BrokenPromises = properties.Sum(property => property.Failed),
            EventsHeard = journal.OfType<Heard>().LongCount(),
            Gaps = journal.OfType<ListenerStopped>().Sum(stopped => stopped.Gaps),
            Resumes = journal.OfType<Reconnected>().LongCount(),
            Reloads = journal.OfType<ToldToReload>().LongCount(),
            Posts = Spread.Of(journal.OfType<Acknowledged>().Select(post => post.AtMs - post.DueMs)),
            DeliveryToConnected = deliveries.ToConnected,
            DeliveryToAll = deliveries.ToAll,
            Faults = deliveries.Recoveries(),
        };
    }
}

/// <param name="Kind">As <c>--faults</c> has it.</param>
/// <param name="Times">How often it happened.</param>
/// <param name="MedianMs">From when what it took away was back and ready until everyone had heard a message that was posted after that; null: nothing was posted any more.</param>
/// <param name="LongestMs">The same.</param>
internal sealed record FaultRecovery(string Kind, int Times, long? MedianMs, long? LongestMs);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(VerifySummary))]
internal sealed partial class VerifyJsonContext : JsonSerializerContext;
