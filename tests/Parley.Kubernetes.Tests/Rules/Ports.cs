using System.Text.Json.Nodes;
using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Rules;

/// <summary>Ports have names, and whoever names one means one that is there: service to container, ingress and monitor to service.</summary>
internal sealed class Ports : IRule
{
    public IEnumerable<string> Check(ManifestSet manifests)
    {
        return
        [
            .. manifests.Pods.SelectMany(pod => pod.AllContainers).SelectMany(container => container.Ports.Where(port => port.At("name") is null).Select(port => $"{container}: port {port.Text("containerPort")} has no name.")),
            .. manifests.Of("Service").SelectMany(service => OfService(service, manifests)),
            .. manifests.Of("Ingress").SelectMany(ingress => OfIngress(ingress, manifests)),
            .. manifests.Of("ServiceMonitor").SelectMany(monitor => OfMonitor(monitor, manifests)),
        ];
    }

    private static IEnumerable<string> OfService(Manifest service, ManifestSet manifests)
    {
        var pods = manifests.Selected(new JsonObject { ["matchLabels"] = service.Spec.At("selector")?.DeepClone() }, service.Namespace).Where(pod => pod.Owner.IsService).ToList();
        foreach (var port in service.Spec.Items("ports"))
        {
            if (port.At("name") is null)
            {
                yield return $"{service}: port {port.Text("port")} has no name.";
            }

            var target = port.Text("targetPort");
            foreach (var pod in pods.Where(pod => !pod.Containers.SelectMany(container => container.Ports).Any(one => one.Text("name") == target)))
            {
                yield return $"{service}: port {target} is not the name of one of {pod}.";
            }
        }
    }

    private static IEnumerable<string> OfIngress(Manifest ingress, ManifestSet manifests)
    {
        var backends = ingress.Spec.Items("rules").SelectMany(rule => rule.Items("http", "paths")).Select(path => path.At("backend", "service")).Append(ingress.Spec.At("defaultBackend", "service"));
        foreach (var backend in backends.Where(backend => backend is not null))
        {
            var service = manifests.Find("Service", backend.Text("name"), ingress.Namespace);
            if (service is null && !manifests.Elsewhere.Contains($"Service/{backend.Text("name")}"))
            {
                yield return $"{ingress}: service {backend.Text("name")} is not there.";
            }
            else if (service is not null && !HasPort(service, backend.Text("port", "name") ?? backend.Text("port", "number")))
            {
                yield return $"{ingress}: service {backend.Text("name")} has no port {backend.At("port")?.ToJsonString()}.";
            }
        }
    }

    private static IEnumerable<string> OfMonitor(Manifest monitor, ManifestSet manifests)
    {
        var services = manifests.Of("Service").Where(service => Selectors.Match(monitor.Spec.At("selector"), service.Json.Map("metadata", "labels"))).ToList();
        return monitor.Spec.Items("endpoints").SelectMany(endpoint => services.Where(service => !HasPort(service, endpoint.Text("port")))
            .Select(service => $"{monitor}: {service} has no port {endpoint.Text("port")}."));
    }

    private static bool HasPort(Manifest service, string? port)
    {
        return service.Spec.Items("ports").Any(one => one.Text("name") == port || one.Text("port") == port);
    }
}
