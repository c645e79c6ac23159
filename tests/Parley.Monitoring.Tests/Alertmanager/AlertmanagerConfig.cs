using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Testing;
using YamlDotNet.Serialization;

namespace Parley.Monitoring.Tests.Alertmanager;

/// <summary>The configuration that the platform gives Alertmanager: a part of the values of kube-prometheus-stack. JSON is YAML, too.</summary>
internal static class AlertmanagerConfig
{
    public static JsonNode Read()
    {
        var values = new DeserializerBuilder().WithAttemptingUnquotedStringTypeDeserialization().Build().Deserialize<object>(Repository.Read("deploy/kustomize/platform/kube-prometheus-stack/values.yaml"));
        var json = new SerializerBuilder().JsonCompatible().Build().Serialize(values);
        return JsonNode.Parse(json)!["alertmanager"]!["config"]!.DeepClone();
    }

    /// <summary>The same routes and inhibitions, with every receiver at an address of the test, by its name, and without the waiting.</summary>
    public static JsonNode ReadFor(Uri receivers)
    {
        var config = Read();
        foreach (var receiver in config["receivers"]!.AsArray())
        {
            var name = receiver!["name"]!.GetValue<string>();
            receiver.AsObject().Clear();
            receiver["name"] = name;
            receiver["webhook_configs"] = new JsonArray(new JsonObject { ["url"] = new Uri(receivers, name).ToString(), ["send_resolved"] = true });
        }

        foreach (var route in config["route"]!["routes"]!.AsArray().Append(config["route"]))
        {
            (route!["group_wait"], route["group_interval"]) = ("1s", "1s");
        }

        return config;
    }

    public static string Write(JsonNode config, string folder)
    {
        var path = Path.Combine(folder, "alertmanager.yaml");
        File.WriteAllText(path, config.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        return path;
    }
}
