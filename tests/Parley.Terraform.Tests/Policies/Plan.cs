using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Parley.Terraform.Tests.Policies;

/// <summary>
/// What <c>terraform show -json</c> says of a plan (https://developer.hashicorp.com/terraform/internals/json-format): every resource as the apply will leave it, and which refers to which.
/// Before a first apply much is unknown, a policy with the ARN of something that is not there yet for instance; the plan after it knows everything.
/// </summary>
internal sealed partial class Plan(JsonNode json)
{
    private readonly JsonNode _configuration = json["configuration"]?["root_module"] ?? new JsonObject();

    public IReadOnlyList<PlannedResource> Resources { get; } =
    [
        .. (json["resource_changes"]?.AsArray() ?? []).OfType<JsonObject>().Where(change => (string?)change["mode"] == "managed" && change["change"]!["after"] is JsonObject).Select(Read),
    ];

    public static Plan Parse(string text)
    {
        return new Plan(JsonNode.Parse(text)!);
    }

    public IEnumerable<PlannedResource> Of(params string[] types)
    {
        return Resources.Where(resource => types.Contains(resource.Type, StringComparer.Ordinal));
    }

    /// <summary>
    /// The resource of a type that an argument refers to, by the code and not by the value, which may be unknown: an instance's own neighbour where both are made <c>for_each</c> of the same keys.
    /// </summary>
    public PlannedResource? TargetOf(PlannedResource resource, string argument, string type)
    {
        var (module, _, key) = Split(resource.Address);
        var code = CodeOf(resource);
        var targets = References(code?["expressions"]?[argument]).Concat(References(code?["for_each_expression"])).Where(reference => reference.StartsWith(type + ".", StringComparison.Ordinal)).SelectMany(reference => new[] { reference, reference + key });
        return targets.Select(target => Resources.FirstOrDefault(other => other.Address == module + target)).FirstOrDefault(target => target is not null);
    }

    /// <summary>Whether the code gives an argument or writes a block; the values also hold what AWS, or another resource, put there.</summary>
    public bool Writes(PlannedResource resource, string argument)
    {
        return CodeOf(resource)?["expressions"]?[argument] is not null;
    }

    private JsonNode? CodeOf(PlannedResource resource)
    {
        var (path, name, _) = Split(resource.Address);
        var module = ModuleCall.Matches(path).Aggregate<Match, JsonNode?>(_configuration, (code, call) => code?["module_calls"]?[call.Groups["name"].Value]?["module"]);
        return module?["resources"]?.AsArray().FirstOrDefault(item => (string?)item!["address"] == name);
    }

    /// <summary>Such as <c>aws_s3_bucket.audit["trail"].id</c>, followed by each of its shorter forms.</summary>
    private static IEnumerable<string> References(JsonNode? expression)
    {
        return (expression?["references"]?.AsArray() ?? []).Select(reference => reference!.ToString());
    }

    /// <summary>The path of the module with its dot, type and name, and the key with its brackets.</summary>
    private static (string Module, string Name, string Key) Split(string address)
    {
        var match = AddressParts.Match(address);
        return (match.Groups["module"].Value, match.Groups["name"].Value, match.Groups["key"].Value);
    }

    private static PlannedResource Read(JsonObject change)
    {
        return new PlannedResource(
            (string)change["address"]!,
            (string)change["type"]!,
            (string)change["name"]!,
            change["change"]!["after"]!.AsObject(),
            change["change"]!["after_unknown"] as JsonObject ?? []);
    }

    [GeneratedRegex(@"^(?<module>(module\.[^.\[]+(\[""[^""]*""\])?\.)*)(?<name>[^.\[]+\.[^.\[]+)(?<key>\[.*\])?$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex AddressParts { get; }

    [GeneratedRegex(@"module\.(?<name>[^.\[]+)", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex ModuleCall { get; }
}
