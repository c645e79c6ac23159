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
        foreach (var (name, port) in backends.Where(backend => backend is not null).SelectMany(backend => Targets(ingress, backend!)).Distinct())
        {
            var service = manifests.Find("Service", name, ingress.Namespace);
            if (service is null && !manifests.Elsewhere.Contains($"Service/{name}"))
            {
                yield return $"{ingress}: service {name} is not there.";
            }
            else if (service is not null && !HasPort(service, port))
            {
                yield return $"{ingress}: service {name} has no port {port}.";
            }
        }
    }

    /// <summary>Where a backend leads: itself, or what the action of its name says to the AWS Load Balancer Controller.</summary>
    private static IEnumerable<(string? Service, string? Port)> Targets(Manifest ingress, JsonNode backend)
    {
        var (name, port) = (backend.Text("name"), backend.Text("port", "name") ?? backend.Text("port", "number"));
        var action = port == "use-annotation" ? ingress.Json.At("metadata", "annotations").Text($"alb.ingress.kubernetes.io/actions.{name}") : null;
        return action is null ? [(name, port)] : JsonNode.Parse(action).Items("forwardConfig", "targetGroups").Select(group => (group.Text("serviceName"), group.Text("servicePort")));
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
