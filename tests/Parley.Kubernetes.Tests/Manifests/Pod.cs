using System.Text.Json.Nodes;

namespace Parley.Kubernetes.Tests.Manifests;

/// <summary>What a manifest starts.</summary>
internal sealed class Pod(Manifest owner, JsonNode template)
{
    public Manifest Owner => owner;

    public JsonNode? Spec => template.At("spec");

    public IReadOnlyDictionary<string, string> Labels => template.Map("metadata", "labels");

    public IReadOnlyDictionary<string, string> Annotations => template.Map("metadata", "annotations");

    public IEnumerable<Container> Containers => Spec.Items("containers").Select(json => new Container(this, json));

    public IEnumerable<Container> InitContainers => Spec.Items("initContainers").Select(json => new Container(this, json));

    public IEnumerable<Container> AllContainers => InitContainers.Concat(Containers);

    public IEnumerable<JsonNode> Volumes => Spec.Items("volumes");

    public override string ToString()
    {
        return owner.ToString();
    }
}

internal sealed class Container(Pod pod, JsonNode json)
{
    public Pod Pod => pod;

    public JsonNode Json => json;

    public string Name => json.Text("name") ?? "";

    public IEnumerable<JsonNode> Ports => json.Items("ports");

    public IEnumerable<JsonNode> Env => json.Items("env");

    public JsonNode? Security => json.At("securityContext");

    public override string ToString()
    {
        return $"{pod}, container {Name}";
    }
}
