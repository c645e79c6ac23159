using Parley.Testing;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Parley.Monitoring.Tests.RuleTests;

/// <summary>A file of rules, as Prometheus reads it.</summary>
internal sealed class RuleFile
{
    public static readonly string Folder = Repository.PathOf("deploy/helm/parley/files/rules");

    private static readonly IDeserializer Yaml = new DeserializerBuilder().WithNamingConvention(UnderscoredNamingConvention.Instance).Build();

    public List<RuleGroup> Groups { get; set; } = [];

    public static IReadOnlyList<string> Paths => [.. Directory.GetFiles(Folder, "*.yaml").Order(StringComparer.Ordinal)];

    public static IReadOnlyList<Rule> All => [.. Paths.SelectMany(path => Read(File.ReadAllText(path)).Groups).SelectMany(group => group.Rules)];

    public static IReadOnlyList<Rule> Alerts => [.. All.Where(rule => rule.Alert is not null)];

    /// <exception cref="YamlDotNet.Core.YamlException">It has a field that rules do not have.</exception>
    public static RuleFile Read(string yaml)
    {
        return Yaml.Deserialize<RuleFile>(yaml);
    }
}

internal sealed class RuleGroup
{
    public string Name { get; set; } = "";

    public List<Rule> Rules { get; set; } = [];
}

/// <summary>An alert, or a recorded series.</summary>
internal sealed class Rule
{
    public string? Alert { get; set; }

    public string? Record { get; set; }

    public string Expr { get; set; } = "";

    public string? For { get; set; }

    public Dictionary<string, string> Labels { get; set; } = [];

    public Dictionary<string, string> Annotations { get; set; } = [];

    public override string ToString() => Alert ?? $"{Record}{{{string.Join(',', Labels.Values)}}}";
}
