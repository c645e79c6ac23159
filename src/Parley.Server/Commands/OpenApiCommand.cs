using System.CommandLine;

namespace Parley.Server.Commands;

/// <summary>Writes the description of the REST interface, as the program serves it, to a file. The build calls it.</summary>
internal sealed class OpenApiCommand : Command
{
    public OpenApiCommand()
        : base("openapi", "Write the OpenAPI document to a file and end.")
    {
        Hidden = true;
        var file = new Argument<FileInfo>("file");
        Arguments.Add(file);
        SetAction((parsed, cancellationToken) => OneLineErrors.GuardAsync(() => WriteAsync(parsed.GetRequiredValue(file), cancellationToken)));
    }

    private static async Task<int> WriteAsync(FileInfo file, CancellationToken cancellationToken)
    {
        // Served on a free port with a database that no call touches: the routes are known only to a program that runs.
        var database = Path.Combine(Path.GetTempPath(), $"parley-openapi-{Environment.ProcessId}", "unused.db");
        await using var app = ServerApp.Build(["--urls", "http://127.0.0.1:0", "--Parley:Database", $"sqlite:{database}", "--Logging:LogLevel:Default", "Warning"]);
        await app.StartAsync(cancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        var document = await http.GetStringAsync("/openapi/v1.json", cancellationToken);
        await File.WriteAllTextAsync(file.FullName, document.ReplaceLineEndings("\n") + "\n", cancellationToken);
        await app.StopAsync(cancellationToken);
        return 0;
    }
}
