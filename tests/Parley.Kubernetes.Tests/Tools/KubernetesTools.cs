using System.Diagnostics;
using Parley.Testing;

namespace Parley.Kubernetes.Tests.Tools;

/// <summary>What a run of one of them said.</summary>
internal sealed record ToolResult(int ExitCode, string Output, string Errors);

/// <summary>
/// Helm 4, Helm 3 and kubectl, in tests/tools/kubernetes. Where they are not installed, tests that need them are skipped, except in CI, where they fail.
/// None of them is told of a cluster.
/// </summary>
internal static class KubernetesTools
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Caches of the tools: theirs in the home folder are not touched.</summary>
    private static readonly Lazy<string> Home = new(NewHome);

    public static string Folder => Repository.PathOf("tests/tools/kubernetes");

    public static void SkipWhereMissing()
    {
        if (!File.Exists(PathOf("helm4")) || !Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is not null, "The tools for Kubernetes are not installed: run 'tests/tools/kubernetes/install' to run this test.");
            throw new InvalidOperationException("The tools for Kubernetes are not installed; CI needs 'eng/setup'.");
        }
    }

    /// <param name="tool"><c>helm4</c>, <c>helm3</c> or <c>kubectl</c>.</param>
    /// <param name="arguments">Of its command line.</param>
    public static async Task<ToolResult> RunAsync(string tool, params string[] arguments)
    {
        SkipWhereMissing();
        var start = new ProcessStartInfo(PathOf(tool), arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["HOME"] = Home.Value;
        start.Environment["KUBECONFIG"] = Path.Combine(Home.Value, "none");
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        return new ToolResult(process.ExitCode, await output, await errors);
    }

    private static string PathOf(string tool)
    {
        return Path.Combine(Folder, "bin", tool);
    }

    private static string NewHome()
    {
        var folder = Directory.CreateTempSubdirectory("parley-kubernetes-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
