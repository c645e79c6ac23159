using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Rules;

/// <summary>A manifest that may break a rule.</summary>
/// <param name="Rule">Its type's name.</param>
/// <param name="Manifest">Kind and name, such as <c>DaemonSet/fluent-bit</c>.</param>
/// <param name="Why">For who reads the test.</param>
internal sealed record Exemption(string Rule, string Manifest, string Why);

/// <summary>All rules, for the chart and for what Kustomize builds.</summary>
internal static class RuleBook
{
    public static IReadOnlyList<IRule> All { get; } =
    [
        new PodSecurity(), new Disruption(), new Spread(), new Probes(), new Resources(), new PodSelectors(), new Ports(), new NetworkPolicies(),
        new Secrets(), new Images(), new Settings(), new StopTimes(), new References(), new Names(),
    ];

    /// <returns>Every break, with the rule's name before it. An exemption that nothing needs is one, too.</returns>
    public static IReadOnlyList<string> Check(ManifestSet manifests, params Exemption[] exemptions)
    {
        var found = All.SelectMany(rule => rule.Check(manifests).Select(text => (Rule: rule.GetType().Name, Text: text))).ToList();
        var unused = exemptions.Where(exemption => !found.Exists(one => Covers(exemption, one))).Select(exemption => $"{exemption.Rule}: {exemption.Manifest} breaks it no more, and is exempted.");
        return [.. found.Where(one => !exemptions.Any(exemption => Covers(exemption, one))).Select(one => $"{one.Rule}: {one.Text}"), .. unused];
    }

    private static bool Covers(Exemption exemption, (string Rule, string Text) found)
    {
        return exemption.Rule == found.Rule && (found.Text.StartsWith(exemption.Manifest + ":", StringComparison.Ordinal) || found.Text.StartsWith(exemption.Manifest + ",", StringComparison.Ordinal));
    }
}
