using System.Text.Json.Nodes;
using Parley.Kubernetes.Tests.Manifests;
using Parley.Server.Configuration;

namespace Parley.Kubernetes.Tests.ChartTests;

/// <summary>The schema of the values is strict, and knows the program's settings.</summary>
public sealed class SchemaTests
{
    // The chart computes these.
    private static readonly string[] Own =
    [
        "Parley:Roles", "Parley:Database", "Parley:Bus", "Parley:Blobs", "Parley:TrustedProxies", "Parley:PublicUrl", "Parley:ManagementPort", "Parley:Stop:Delay", "Parley:Stop:Drain", "Parley:Stop:Grace",
        "Parley:S3:Region", "Parley:S3:Endpoint", "Parley:S3:PathStyle",
    ];

    private static readonly JsonNode Schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Chart.Folder, "values.schema.json")))!;

    [Fact]
    public void Settings_are_those_of_the_program()
    {
        Assert.Equal(KnownSettings.All().Except(Own, StringComparer.Ordinal).Order(StringComparer.Ordinal), Schema.At("properties", "settings", "properties")!.AsObject().Select(setting => setting.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_object_takes_what_it_does_not_know()
    {
        var open = Objects(Schema, "").Where(one => one.Schema.Text("type") == "object" && one.Schema["additionalProperties"] is null).Select(one => one.Path);

        // What Helm gives to all charts of a release.
        Assert.Equal(["/properties/global"], open);
    }

    private static IEnumerable<(string Path, JsonObject Schema)> Objects(JsonNode? node, string path)
    {
        return node switch
        {
            JsonObject found => found.SelectMany(entry => Objects(entry.Value, $"{path}/{entry.Key}")).Prepend((path, found)),
            JsonArray items => items.SelectMany((item, index) => Objects(item, $"{path}/{index}")),
            _ => [],
        };
    }
}
