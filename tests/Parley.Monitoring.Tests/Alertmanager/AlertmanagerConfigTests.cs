using Parley.Monitoring.Tests.RuleTests;
using Parley.Monitoring.Tests.Tools;

namespace Parley.Monitoring.Tests.Alertmanager;

/// <summary>Who is told of what, as Alertmanager's own tool reads it.</summary>
public sealed class AlertmanagerConfigTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-alertmanager-").FullName;

    [Fact]
    public async Task Alertmanager_takes_its_configuration()
    {
        var result = await MonitoringTools.AmtoolAsync("check-config", AlertmanagerConfig.Write(AlertmanagerConfig.Read(), _folder));

        Assert.True(result.ExitCode == 0, result.Output);
    }

    [Theory]
    [InlineData("page", "alertname=ParleyDatabaseAway", "severity=critical", "namespace=parley")]
    [InlineData("page", "alertname=KubeNodeNotReady", "severity=critical")]
    [InlineData("ticket", "alertname=ParleyJobsDead", "severity=warning", "namespace=parley")]
    [InlineData("ticket", "alertname=WithoutSeverity")]
    [InlineData("nobody", "alertname=InfoInhibitor", "severity=none")]
    [InlineData("nobody", "alertname=CPUThrottlingHigh", "severity=info")]
    [InlineData("heartbeat", "alertname=Watchdog", "severity=none")]
    public async Task An_alert_goes_to(string receiver, params string[] labels)
    {
        var config = AlertmanagerConfig.Write(AlertmanagerConfig.Read(), _folder);

        var result = await MonitoringTools.AmtoolAsync(["config", "routes", "test", "--config.file", config, $"--verify.receivers={receiver}", .. labels]);

        Assert.True(result.ExitCode == 0, result.Output);
    }

    [Fact]
    public async Task Each_of_our_alerts_pages_or_makes_a_ticket_by_its_severity()
    {
        var config = AlertmanagerConfig.Write(AlertmanagerConfig.Read(), _folder);
        foreach (var rule in RuleFile.Alerts.DistinctBy(rule => (rule.Alert, rule.Labels["severity"])))
        {
            var receiver = rule.Labels["severity"] == "critical" ? "page" : "ticket";

            var result = await MonitoringTools.AmtoolAsync("config", "routes", "test", "--config.file", config, $"--verify.receivers={receiver}", $"alertname={rule.Alert}", $"severity={rule.Labels["severity"]}");

            Assert.True(result.ExitCode == 0, $"{rule}: {result.Output}");
        }
    }

    [Fact]
    public void What_an_inhibition_names_is_an_alert()
    {
        var alerts = RuleFile.Alerts.Select(rule => rule.Alert!).Distinct().ToList();
        var matchers = AlertmanagerConfig.Read()["inhibit_rules"]!.AsArray()
            .SelectMany(rule => rule!["source_matchers"]!.AsArray().Concat(rule["target_matchers"]!.AsArray()))
            .Select(matcher => matcher!.GetValue<string>().Split(' ', 3))
            .Where(parts => parts[0] == "alertname" && parts[2].Contains("Parley", StringComparison.Ordinal))
            .Select(parts => (Operator: parts[1], Value: parts[2].Trim('"')))
            .ToList();

        Assert.NotEmpty(matchers);
        Assert.All(matchers, matcher =>
        {
            var names = matcher.Operator == "=" ? [matcher.Value] : Names(matcher.Value);
            Assert.All(names, name => Assert.Contains(alerts, alert => name.EndsWith(".*", StringComparison.Ordinal) ? alert.StartsWith(name[..^2], StringComparison.Ordinal) : alert == name));
        });
    }

    [Fact]
    public void Keys_and_addresses_that_are_secret_come_from_files()
    {
        var text = AlertmanagerConfig.Read()["receivers"]!.ToJsonString();

        foreach (var field in (string[])["routing_key\"", "service_key\"", "api_url\"", "credentials\"", "password\"", "auth_password\"", "bearer_token\""])
        {
            Assert.DoesNotContain($"\"{field}", text, StringComparison.Ordinal);
        }

        Assert.Equal(3, text.Split("/etc/alertmanager/secrets/alertmanager-receivers/").Length - 1);
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>Of <c>Parley(A|B.*)</c>.</summary>
    private static IEnumerable<string> Names(string pattern)
    {
        var open = pattern.IndexOf('(', StringComparison.Ordinal);
        return pattern[(open + 1)..].TrimEnd(')').Split('|').Select(name => pattern[..open] + name);
    }
}
