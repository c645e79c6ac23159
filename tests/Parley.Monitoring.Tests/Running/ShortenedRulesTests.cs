using System.Text.RegularExpressions;
using Parley.Monitoring.Tests.RuleTests;

namespace Parley.Monitoring.Tests.Running;

/// <summary>What the proof changes about the rules is their times and nothing else.</summary>
public sealed partial class ShortenedRulesTests
{
    [Theory]
    [InlineData("        expr: rate(a[5m]) > 3", "        expr: rate(a[5s]) > 3")]
    [InlineData("          a offset 10m - b[3d]", "          a offset 10s - b[30s]")]
    [InlineData("          max_over_time(sum(a)[1h:1m]) > 300", "          max_over_time(sum(a)[30s:1s]) > 300")]
    [InlineData("        for: 1m", "        for: 3s")]
    [InlineData("        for: 30m", "        for: 30s")]
    [InlineData("        labels: { slo: posts, window: 1h }", "        labels: { slo: posts, window: 1h }")]
    [InlineData("          description: 'For 5 minutes, offset 10m.'", "          description: 'For 5 minutes, offset 10m.'")]
    public void A_minute_becomes_a_second_within_bounds(string line, string shortened)
    {
        Assert.Equal(shortened, ShortenedRules.Shorten(line));
    }

    [Fact]
    public void Nothing_else_of_the_rules_changes()
    {
        foreach (var path in RuleFile.Paths)
        {
            var yaml = File.ReadAllText(path);
            var (before, after) = (RuleFile.Read(yaml), RuleFile.Read(ShortenedRules.Shorten(yaml)));

            Assert.Equal(before.Groups.SelectMany(group => group.Rules).Select(Rest), after.Groups.SelectMany(group => group.Rules).Select(Rest));
            Assert.All(after.Groups.SelectMany(group => group.Rules), rule => Assert.DoesNotMatch(Long(), rule.Expr));
        }
    }

    private static string Rest(Rule rule)
    {
        var annotations = string.Join('|', rule.Annotations.Values);
        return $"{rule.Alert} {rule.Record} {string.Join('|', rule.Labels)} {annotations} {rule.For is null} {Times().Replace(rule.Expr, "T")}";
    }

    [GeneratedRegex(@"(?<=\[)\d+[a-z](:\d+[a-z])?(?=\])|(?<=offset )\d+[a-z]", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Times();

    [GeneratedRegex(@"[\[ ]\d+[mhd][\]: ]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Long();
}
