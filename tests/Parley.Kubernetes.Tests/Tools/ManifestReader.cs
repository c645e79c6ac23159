using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Tools;

/// <summary>Reads manifests strictly, by tests/tools/kubernetes/manifests.mjs: one program for the tests of one process, ended with it.</summary>
internal sealed class ManifestReader
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly Lazy<ManifestReader> Instance = new(() => new ManifestReader());

    // Invariant: whoever has it has read the answer to what was asked before.
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Process _process;

    private ManifestReader()
    {
        _process = Process.Start(new ProcessStartInfo("node", [Path.Combine(KubernetesTools.Folder, "server.mjs")]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => _process.Kill();
    }

    /// <param name="yaml">Any number of documents.</param>
    /// <param name="elsewhere">What is there already, such as <c>Secret/parley-database</c>.</param>
    public static async Task<(ManifestSet Manifests, IReadOnlyList<string> Problems)> ReadAsync(string yaml, params string[] elsewhere)
    {
        KubernetesTools.SkipWhereMissing();
        var answer = JsonNode.Parse(await Instance.Value.AskAsync(JsonSerializer.Serialize(yaml)))!;
        return (new ManifestSet([.. answer["documents"]!.AsArray().Select(document => new Manifest(document!.AsObject()))], elsewhere), [.. answer["problems"]!.AsArray().Select(problem => (string)problem!)]);
    }

    private async Task<string> AskAsync(string line)
    {
        await _turn.WaitAsync();
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
            return await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience, TimeProvider.System) ?? throw new InvalidOperationException("The reader of manifests ended.");
        }
        finally
        {
            _turn.Release();
        }
    }
}
