using System.Text.RegularExpressions;
using Parley.Monitoring.Tests.Tools;
using Parley.Testing;

namespace Parley.Monitoring.Tests.RuleTests;

/// <summary>Every alert says what someone needs who was woken by it, and is tested to fire and not to.</summary>
public sealed partial class RuleFileTests
{
    private const string TestFolder = "tests/Parley.Monitoring.Tests/Rules";

    /// <summary>What a runbook answers, in the order in which one asks.</summary>
    private static readonly string[] Sections = ["## What it means", "## What people see", "## Look first", "## Do", "## Over when", "## When it is wrong"];

    public static TheoryData<string> Tests => [.. Directory.GetFiles(Repository.PathOf(TestFolder), "*.yaml").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Prometheus_takes_all_rules()
    {
        var result = await MonitoringTools.PromtoolAsync(["check", "rules", "--lint-fatal", .. RuleFile.Paths]);

        Assert.True(result.ExitCode == 0, result.Output);
    }

    [Theory]
    [MemberData(nameof(Tests))]
    public async Task Alerts_fire_when_they_should_and_no_other_does(string name)
    {
        var result = await MonitoringTools.PromtoolAsync("test", "rules", Repository.PathOf($"{TestFolder}/{name}.yaml"));

        Assert.True(result.ExitCode == 0, result.Output);
    }

    [Fact]
    public void Every_alert_is_tested_and_there_are_cases_in_which_nothing_fires()
    {
        var tests = string.Concat(Directory.GetFiles(Repository.PathOf(TestFolder), "*.yaml").Select(File.ReadAllText));
        var fired = Fired().Matches(tests).Select(match => match.Groups["alert"].Value).ToHashSet(StringComparer.Ordinal);

        Assert.Equal(RuleFile.Alerts.Select(rule => rule.Alert!).Distinct().Order(StringComparer.Ordinal), fired.Order(StringComparer.Ordinal));
        Assert.True(Silent().Count(tests) >= 30, "Too few cases say that nothing fires.");
    }

    [Fact]
    public void Every_alert_has_a_severity_a_summary_and_a_description_that_says_where()
    {
        Assert.All(RuleFile.Alerts, rule =>
        {
            Assert.Contains(rule.Labels["severity"], (string[])["critical", "warning"]);
            Assert.NotNull(rule.For);
            Assert.InRange(rule.Annotations["summary"].Length, 10, 120);
            Assert.EndsWith(".", rule.Annotations["description"], StringComparison.Ordinal);
            Assert.True(rule.Annotations["description"].Contains("{{ $labels.", StringComparison.Ordinal) || rule.Alert == "ParleyMetricsMissing", $"{rule} does not say where.");
            Assert.Equal(["description", "runbook_url", "summary"], rule.Annotations.Keys.Order(StringComparer.Ordinal));
        });
    }

    [Fact]
    public void Every_alert_has_a_runbook_that_names_it_and_answers_what_one_asks()
    {
        Assert.All(RuleFile.Alerts, rule =>
        {
            var runbook = Repository.Read(rule.Annotations["runbook_url"]);
            Assert.Contains($"`{rule.Alert}`", runbook, StringComparison.Ordinal);
            var places = Sections.Select(section => runbook.IndexOf($"\n{section}\n", StringComparison.Ordinal)).ToList();
            Assert.True(places.TrueForAll(place => place > 0), $"{rule.Annotations["runbook_url"]} lacks one of: {string.Join(", ", Sections)}.");
            Assert.Equal(places.Order(), places);
        });
    }

    [Fact]
    public void The_index_of_alerts_has_each_with_its_runbook()
    {
        var page = Repository.Read("docs/monitoring.md");

        Assert.All(RuleFile.Alerts, rule => Assert.Contains($"[`{rule.Alert}`]({rule.Annotations["runbook_url"]["docs/".Length..]})", page, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"alertname=""(?<alert>Parley\w+)""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Fired();

    [GeneratedRegex(@"exp_samples: \[\]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Silent();
}
