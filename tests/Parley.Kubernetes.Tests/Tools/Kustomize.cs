namespace Parley.Kubernetes.Tests.Tools;

/// <summary>The Kustomize that kubectl has built in.</summary>
internal static class Kustomize
{
    /// <exception cref="InvalidOperationException">It refuses the folder.</exception>
    public static async Task<string> BuildAsync(string folder)
    {
        var result = await KubernetesTools.RunAsync("kubectl", "kustomize", folder);
        return result.ExitCode == 0 ? result.Output : throw new InvalidOperationException($"kubectl kustomize {folder}: {result.Errors}");
    }
}
