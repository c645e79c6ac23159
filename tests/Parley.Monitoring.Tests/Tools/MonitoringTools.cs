using System.Diagnostics;

namespace Parley.Monitoring.Tests.Tools;

/// <summary>What a run of a tool said, on both of its outputs.</summary>
internal sealed record ToolResult(int ExitCode, string Output);

/// <summary>
/// Prometheus, Alertmanager and their tools, of the system's packages. Where they are not installed, tests that need them are skipped, except in CI, where they fail.
/// </summary>
internal static class MonitoringTools
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Debian's name first: the program of that package is called after the package.</summary>
    private static readonly string[] AlertmanagerNames = ["prometheus-alertmanager", "alertmanager"];

    public static string Prometheus => Find("prometheus", "prometheus");

    public static string Alertmanager => Find("prometheus-alertmanager", AlertmanagerNames);

    public static Task<ToolResult> PromtoolAsync(params string[] arguments)
    {
        return RunAsync(Find("prometheus", "promtool"), arguments);
    }

    public static Task<ToolResult> AmtoolAsync(params string[] arguments)
    {
        return RunAsync(Find("prometheus-alertmanager", "amtool"), arguments);
    }

    public static async Task<ToolResult> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience, TimeProvider.System);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return new ToolResult(process.ExitCode, await output + await errors);
    }

    private static string Find(string package, params string[] names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        var found = names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        if (found is null)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is not null, $"'{names[0]}' is not installed: install the package '{package}' to run this test.");
            throw new InvalidOperationException($"'{names[0]}' is not installed; CI needs the package '{package}'.");
        }

        return found;
    }
}
