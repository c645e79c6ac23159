using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Parley.Server.Logging;

/// <summary>A log line for people at a terminal: time, level, what and where; an exception below it.</summary>
internal sealed class TextFormatter(TimeProvider time) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "parley-text";

    private const string Plain = "\u001b[0m";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var content = LogContent.Of(logEntry);
        var (name, colour) = LevelOf(logEntry.LogLevel);
        var level = Console.IsOutputRedirected ? name : $"{colour}{name}{Plain}";
        textWriter.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.GetLocalNow():HH:mm:ss} {level}: {logEntry.Category} {content.Message}"));
        if (content.Error is { } error)
        {
            textWriter.WriteLine(error.Message is null ? $"{error.Type}\n{error.StackTrace}" : error.StackTrace);
        }
    }

    private static (string Name, string Colour) LevelOf(LogLevel level)
    {
        return level switch
        {
            LogLevel.Trace => ("trce", ""),
            LogLevel.Debug => ("dbug", ""),
            LogLevel.Information => ("info", "\u001b[32m"),
            LogLevel.Warning => ("warn", "\u001b[33m"),
            LogLevel.Error => ("fail", "\u001b[31m"),
            LogLevel.Critical => ("crit", "\u001b[1m\u001b[31m"),
            _ => throw new InvalidOperationException($"A line of level {level} is not written."),
        };
    }
}
