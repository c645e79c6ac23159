namespace Parley.Server.Configuration;

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
                builder.Logging.AddJsonConsole(options =>
                {
                    options.UseUtcTimestamp = true;
                    options.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
                });
                break;
            case "text":
                builder.Logging.AddSimpleConsole(options =>
                {
                    options.SingleLine = true;
                    options.TimestampFormat = "HH:mm:ss ";
                });
                break;
            default:
                throw new SettingException($"{Key} is '{form}'; it must be json or text.");
        }
    }
}
