using System.Text.Json;
using Parley.Cli.Load.Reports;
using Parley.Testing;

namespace Parley.Cli.Tests.Load;

/// <summary>One run of <c>parley load</c> against a real server, with the report that it wrote.</summary>
internal sealed record LoadTool(int ExitCode, string Output, string Error, LoadReport? Report, string Html)
{
    /// <param name="world">Where to, unless the arguments name another server.</param>
    /// <param name="arguments">After <c>load</c>.</param>
    /// <param name="variables">Environment variables beside the owner's token.</param>
    /// <param name="progress">A terminal for the progress; null: there is none.</param>
    public static async Task<LoadTool> RunAsync(
        World world, string arguments, (string Name, string Value)[]? variables = null, TextWriter? progress = null, CancellationToken cancellationToken = default)
    {
        var folder = Directory.CreateTempSubdirectory("parley-test-");
        try
        {
            var json = Path.Combine(folder.FullName, "report.json");
            var html = Path.Combine(folder.FullName, "report.html");
            await using var output = new StringWriter();
            await using var error = new StringWriter();
            var known = new Dictionary<string, string> { [ServerOptions.TokenVariable] = world.Owner.Token };
            foreach (var (name, value) in variables ?? [])
            {
                known[name] = value;
            }

            var terminal = new ParleyTerminal
            {
                Output = output,
                Error = progress ?? error,
                IsInteractive = progress is not null,
                Variable = known.GetValueOrDefault,
                Time = TimeProvider.System,
            };
            var server = arguments.Contains("--server", StringComparison.Ordinal) ? "" : $" --server {world.Server.Address}";
            var exitCode = await ParleyCommand.RunAsync($"load {arguments}{server} --json {json} --html {html}".Split(' '), terminal, cancellationToken);
            var report = File.Exists(json) ? JsonSerializer.Deserialize(await File.ReadAllTextAsync(json, default), ReportJsonContext.Default.LoadReport) : null;
            return new LoadTool(exitCode, output.ToString(), error.ToString(), report, File.Exists(html) ? await File.ReadAllTextAsync(html, default) : "");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    public long CountOf(string series)
    {
        return Report!.Latencies.FirstOrDefault(latency => latency.Name == series)?.Count ?? 0;
    }

    public override string ToString()
    {
        return $"exit code {ExitCode}\n{Output}\n{Error}";
    }
}
