using System.Globalization;
using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Running;

/// <summary>How a pod leaves, by its rendering.</summary>
/// <param name="PreStop">Off all lists, and serving on.</param>
/// <param name="Settings">The variables <c>Parley__Stop__*</c>.</param>
/// <param name="Killed">From the beginning of <paramref name="PreStop"/> on.</param>
internal sealed record PodLeave(TimeSpan PreStop, IReadOnlyDictionary<string, string> Settings, TimeSpan Killed)
{
    private const string Prefix = "Parley__Stop__";

    public TimeSpan Delay => Setting("Delay");

    public TimeSpan Drain => Setting("Drain");

    public TimeSpan Grace => Setting("Grace");

    public static PodLeave Of(ManifestSet manifests, string role)
    {
        var container = manifests.Get("Deployment", $"parley-{role}").Pod!.Containers.Single();
        return new PodLeave(
            TimeSpan.FromSeconds(container.Json.Number("lifecycle", "preStop", "sleep", "seconds") ?? 0),
            container.Env.Where(variable => variable.Text("name")!.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(variable => variable.Text("name")!, variable => variable.Text("value")!, StringComparer.Ordinal),
            TimeSpan.FromSeconds(container.Pod.Spec.Number("terminationGracePeriodSeconds")!.Value));
    }

    private TimeSpan Setting(string name)
    {
        return TimeSpan.Parse(Settings[Prefix + name], CultureInfo.InvariantCulture);
    }
}
