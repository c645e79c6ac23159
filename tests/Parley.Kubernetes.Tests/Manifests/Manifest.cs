using System.Text.Json.Nodes;

namespace Parley.Kubernetes.Tests.Manifests;

/// <summary>One object as it would be applied.</summary>
internal sealed class Manifest
{
    private static readonly string[] WithPods = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"];

    public Manifest(JsonObject json)
    {
        Json = json;
        Pod = Kind switch
        {
            "Pod" => new Pod(this, json),
            "CronJob" when json.At("spec", "jobTemplate", "spec", "template") is { } template => new Pod(this, template),
            _ when WithPods.Contains(Kind, StringComparer.Ordinal) && json.At("spec", "template") is { } template => new Pod(this, template),
            _ => null,
        };
    }

    public JsonObject Json { get; }

    public string Kind => Json.Text("kind") ?? "";

    public string Name => Json.Text("metadata", "name") ?? "";

    public string Namespace => Json.Text("metadata", "namespace") ?? "";

    public JsonNode? Spec => Json.At("spec");

    /// <summary>What it starts; null: nothing.</summary>
    public Pod? Pod { get; }

    /// <summary>It keeps pods running; not a job, which ends, and not the pod of a test.</summary>
    public bool IsService => Kind is "Deployment" or "StatefulSet" or "DaemonSet";

    public override string ToString()
    {
        return $"{Kind}/{Name}";
    }
}
