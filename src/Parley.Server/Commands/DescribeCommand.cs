using System.CommandLine;
using Parley.Server.Configuration;

namespace Parley.Server.Commands;

/// <summary>Writes the descriptions of the REST interface and of the event stream, as the program serves them, to a folder. The build calls it.</summary>
internal sealed class DescribeCommand : Command
{
    private static readonly (string Address, string FileName)[] Documents = [("/openapi/v1.json", "openapi.json"), ("/asyncapi/v1.json", "asyncapi.json")];

    public DescribeCommand()
        : base("describe", "Write the OpenAPI and AsyncAPI documents to a folder and end.")
    {
        Hidden = true;
        var folder = new Argument<DirectoryInfo>("folder");
        Arguments.Add(folder);
        SetAction((parsed, cancellationToken) => OneLineErrors.GuardAsync(() => WriteAsync(parsed.GetRequiredValue(folder), cancellationToken)));
    }

    private static async Task<int> WriteAsync(DirectoryInfo folder, CancellationToken cancellationToken)
    {
        // Served on a free port with a database that no call touches: the routes are known only to a program that runs.
        var database = Path.Combine(Path.GetTempPath(), $"parley-describe-{Environment.ProcessId}", "unused.db");
        await using var app = ServerApp.Build(["--urls", "http://127.0.0.1:0", "--Parley:Database", $"sqlite:{database}", $"--{RolesSetting.Key}", RolesSetting.Default, "--Logging:LogLevel:Default", "Warning"]);
        await app.StartAsync(cancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        foreach (var (address, fileName) in Documents)
        {
            var document = await http.GetStringAsync(address, cancellationToken);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, fileName), document.ReplaceLineEndings("\n").TrimEnd() + "\n", cancellationToken);
        }

        await app.StopAsync(cancellationToken);
        return 0;
    }
}
