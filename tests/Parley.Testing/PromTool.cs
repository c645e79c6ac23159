using System.Diagnostics;
using Xunit;

namespace Parley.Testing;

/// <summary>Prometheus' own checker, of Debian's package 'prometheus'.</summary>
public static class PromTool
{
    /// <returns>What <c>promtool check metrics</c> has to say of the text, line by line; nothing is good.</returns>
    public static async Task<IReadOnlyList<string>> CheckMetricsAsync(string text)
    {
        Assert.SkipUnless(IsThere() || Environment.GetEnvironmentVariable("CI") is not null, "promtool is not installed: install the package 'prometheus' to run this test.");
        using var process = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(text);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return [.. $"{await output}{await error}".Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static bool IsThere()
    {
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "promtool")));
    }
}
