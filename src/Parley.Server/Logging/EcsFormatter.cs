using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Parley.Server.Logging;

/// <summary>
/// A log line as one object of the Elastic Common Schema. Our own and not Elastic's library: that writes every named value and scope of every library under whatever name it has, which no index can be
/// closed against, and finds them by reflection.
/// </summary>
internal sealed class EcsFormatter(EcsService service) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "ecs";
    public const string Dataset = "parley.log";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        // Scopes are not written: libraries put paths and addresses there.
        var content = LogContent.Of(logEntry);
        var document = service.Begin(Dataset);
        document.Set("log.level", LevelOf(logEntry.LogLevel));
        document.Set("log.logger", logEntry.Category);
        document.Set("message", content.Message);
        document.Set("event.action", logEntry.EventId.Name);
        foreach (var (name, value) in content.Values)
        {
            if (EcsFields.Of(name) is { } field)
            {
                document.SetAny(field, value);
            }
        }

        if (content.Error is { } error)
        {
            document.Set("error.type", error.Type);
            document.Set("error.message", error.Message);
            document.Set("error.stack_trace", error.StackTrace);
        }

        textWriter.WriteLine(document.ToString());
    }

    private static string LevelOf(LogLevel level)
    {
        return level switch
        {
            LogLevel.Trace => "trace",
            LogLevel.Debug => "debug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "error",
            LogLevel.Critical => "fatal",
            _ => throw new InvalidOperationException($"A line of level {level} is not written."),
        };
    }
}
