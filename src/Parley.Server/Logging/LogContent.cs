using Microsoft.Extensions.Logging.Abstractions;

namespace Parley.Server.Logging;

/// <summary>
/// What of a log line may be written. Parley's own lines are written by people who know the rule: no text of people, no secrets. Libraries tell at the levels for debugging what
/// came in by the network, query strings and paths with invite codes included; of such a line only what its author wrote is kept, its template, and of an exception its type and stack.
/// </summary>
internal readonly record struct LogContent
{
    private const string Template = "{OriginalFormat}";

    public required string Message { get; init; }

    /// <summary>null: there is none.</summary>
    public required ErrorContent? Error { get; init; }

    /// <summary>The named values of a line of ours.</summary>
    public required IReadOnlyList<KeyValuePair<string, object?>> Values { get; init; }

    public static LogContent Of<TState>(in LogEntry<TState> entry)
    {
        var values = entry.State as IReadOnlyList<KeyValuePair<string, object?>> ?? [];
        var isOurs = IsOurs(entry.Category);
        var isWhole = isOurs || entry.LogLevel >= LogLevel.Warning;
        return new LogContent
        {
            Message = isWhole ? entry.Formatter(entry.State, entry.Exception) : TemplateIn(values) ?? entry.EventId.Name ?? "",
            Error = entry.Exception is { } exception ? ErrorContent.Of(exception, isWhole) : null,
            Values = isOurs ? values : [],
        };
    }

    private static bool IsOurs(string category)
    {
        return category.StartsWith("Parley.", StringComparison.Ordinal);
    }

    private static string? TemplateIn(IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        return values.FirstOrDefault(value => value.Key == Template).Value as string;
    }
}

/// <param name="Type">The exception's class.</param>
/// <param name="Message">null: it may hold what came in.</param>
/// <param name="StackTrace">null: it was not thrown.</param>
internal sealed record ErrorContent(string Type, string? Message, string? StackTrace)
{
    public static ErrorContent Of(Exception exception, bool isWhole)
    {
        return isWhole
            ? new ErrorContent(exception.GetType().FullName!, exception.Message, exception.ToString())
            : new ErrorContent(exception.GetType().FullName!, null, exception.StackTrace);
    }
}
