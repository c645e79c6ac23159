using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Console;
using Parley.Modules.Audit;
using Parley.Server.Configuration;

namespace Parley.Server.Logging;

/// <summary>Key <c>Parley:Logs</c>: <c>json</c> (one object a line, for machines) or <c>text</c>; left out: text on a terminal, otherwise JSON.</summary>
internal static class Logs
{
    public const string Key = "Parley:Logs";

    /// <exception cref="SettingException">It is something else.</exception>
    public static void AddLogs(this WebApplicationBuilder builder)
    {
        var form = builder.Configuration[Key] ?? (Console.IsOutputRedirected ? "json" : "text");
        builder.Logging.ClearProviders();
        switch (form)
        {
            case "json":
                builder.Logging.AddConsole(console => console.FormatterName = EcsFormatter.FormatterName);
                builder.Services.AddSingleton<EcsService>();
                builder.Services.AddSingleton<ConsoleFormatter, EcsFormatter>();
                builder.Services.TryAddSingleton<IAuditStream, EcsAuditStream>();
                builder.Services.AddSingleton<IAnnouncement, EcsAnnouncement>();
                break;
            case "text":
                builder.Logging.AddConsole(console => console.FormatterName = TextFormatter.FormatterName);
                builder.Services.AddSingleton<ConsoleFormatter, TextFormatter>();
                builder.Services.TryAddSingleton<IAuditStream, NoAuditStream>();
                builder.Services.AddSingleton<IAnnouncement, TextAnnouncement>();
                break;
            default:
                throw new SettingException($"{Key} is '{form}'; it must be json or text.");
        }
    }
}
