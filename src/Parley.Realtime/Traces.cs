using System.Diagnostics;

namespace Parley.Realtime;

/// <summary>
/// Parley's spans, and what carries a trace from the call that made an event to its frame on another node. While nobody collects them, nothing is made:
/// each method below looks first whether somebody does.
/// </summary>
public static class Traces
{
    public const string SourceName = "Parley";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>The W3C <c>traceparent</c> of the span that runs here; null when it is not collected.</summary>
    public static string? Parent()
    {
        return Source.HasListeners() && Activity.Current is { Recorded: true, IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;
    }

    /// <summary>A span of what is done for several traces at once: a part of the first, with links to all.</summary>
    /// <param name="name">What is done.</param>
    /// <param name="kind">Whether another node has to do with it.</param>
    /// <param name="all">What it is done for.</param>
    /// <param name="parentOf">What <see cref="Parent"/> said of each; those of which it is null are of no trace.</param>
    /// <returns>null when no trace is collected.</returns>
    public static Activity? StartForAll<T>(string name, ActivityKind kind, IReadOnlyCollection<T> all, Func<T, string?> parentOf)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        ActivityContext[] contexts = [.. all.Select(parentOf).Distinct().Select(ContextOf).Where(context => context != default)];
        return contexts is [var first, ..] ? Source.StartActivity(name, kind, first, links: contexts.Select(context => new ActivityLink(context))) : null;
    }

    /// <summary>A span of one trace.</summary>
    /// <returns>null when there is none, or it is not collected here.</returns>
    public static Activity? Start(string name, ActivityKind kind, string? parent)
    {
        return parent is not null && Source.HasListeners() && ContextOf(parent) is var context && context != default ? Source.StartActivity(name, kind, context) : null;
    }

    private static ActivityContext ContextOf(string? parent)
    {
        // What came from another node may be anything.
        return ActivityContext.TryParse(parent, null, isRemote: true, out var context) ? context : default;
    }
}
