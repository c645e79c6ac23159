namespace Parley.Kubernetes.Tests.Tools;

/// <summary>One of the two Helms that the chart is for.</summary>
internal sealed record Helm(string Program)
{
    public static readonly Helm Four = new("helm4");
    public static readonly Helm Three = new("helm3");

    /// <summary>What the cluster is said to be: the version of the OpenAPI that renderings are held against.</summary>
    private const string KubernetesVersion = "1.36.0";

    public static Helm Of(int version)
    {
        return version == 4 ? Four : Three;
    }

    /// <summary>The manifests that an installation would make.</summary>
    /// <exception cref="InvalidOperationException">Helm refuses.</exception>
    public async Task<string> RenderAsync(string chart, string[] valuesFiles, params string[] arguments)
    {
        var result = await TryRenderAsync(chart, valuesFiles, arguments);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"{Program} template: {result.Errors}");
    }

    public Task<ToolResult> TryRenderAsync(string chart, string[] valuesFiles, params string[] arguments)
    {
        return KubernetesTools.RunAsync(
            Program, ["template", "parley", chart, "--namespace", "parley", "--kube-version", KubernetesVersion, .. valuesFiles.SelectMany(file => (string[])["--values", file]), .. arguments]);
    }

    public Task<ToolResult> LintAsync(string chart, string[] valuesFiles)
    {
        return KubernetesTools.RunAsync(Program, ["lint", "--strict", chart, "--kube-version", KubernetesVersion, .. valuesFiles.SelectMany(file => (string[])["--values", file])]);
    }
}
