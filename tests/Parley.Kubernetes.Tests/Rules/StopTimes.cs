using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Rules;

/// <summary>A node is not killed while it leaves: the pause before it is told, and all that it then takes, fit into what Kubernetes gives it; and the pause is one that Kubernetes makes itself, as there is no shell.</summary>
internal sealed class StopTimes : IRule
{
    public IEnumerable<string> Check(ManifestSet manifests)
    {
        return manifests.Pods.SelectMany(pod => pod.Containers).SelectMany(container => Of(container).Select(problem => $"{container}: {problem}"));
    }

    private static IEnumerable<string> Of(Container container)
    {
        if (Seconds(container, "Grace") is not { } grace)
        {
            yield break;
        }

        var pause = TimeSpan.FromSeconds(container.Json.Number("lifecycle", "preStop", "sleep", "seconds") ?? 0);
        var given = TimeSpan.FromSeconds(container.Pod.Spec.Number("terminationGracePeriodSeconds") ?? 30);
        if (pause + grace >= given)
        {
            yield return $"it is killed after {given}, and needs {pause} of preStop and {grace} to leave.";
        }

        if ((Seconds(container, "Delay") ?? TimeSpan.Zero) + (Seconds(container, "Drain") ?? TimeSpan.Zero) >= grace)
        {
            yield return "Parley__Stop__Delay and Parley__Stop__Drain do not fit into Parley__Stop__Grace.";
        }

        if (container.Json.At("lifecycle", "preStop", "exec") is not null)
        {
            yield return "preStop runs a program, which the image does not have.";
        }
    }

    private static TimeSpan? Seconds(Container container, string name)
    {
        var variable = container.Env.FirstOrDefault(one => one.Text("name") == $"Parley__Stop__{name}");
        return variable is null ? null : TimeSpan.Parse(variable.Text("value")!, System.Globalization.CultureInfo.InvariantCulture);
    }
}
