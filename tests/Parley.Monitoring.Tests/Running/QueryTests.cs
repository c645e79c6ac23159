using Parley.Monitoring.Tests.Dashboards;
using Parley.Monitoring.Tests.RuleTests;
using Parley.Testing;

namespace Parley.Monitoring.Tests.Running;

/// <summary>Everything that rules and dashboards ask for is there, on a real Prometheus that has watched a real cluster with people on it, through faults.</summary>
public sealed class QueryTests(MonitoredCluster monitored)
{
    /// <summary>What is not counted before it happens, and does not happen in this test; each is a metric of docs/metrics.md, which tests hold against the program.</summary>
    private static readonly Dictionary<string, string> Rare = new(StringComparer.Ordinal)
    {
        ["parley_bus_hints_dropped_total{job=\"parley\", reason!=\"away\"}"] = "needs more hints than the queue to the bus holds",
        ["parley_realtime_slow_readers_total"] = "needs a client that does not read while megabytes wait for it",
        ["parley_realtime_resumes_total{job=\"parley\", outcome=\"reset\"}"] = "needs a restored database, or a month of absence",
        ["parley_files_uploads_total{job=\"parley\", outcome=\"failed\"}"] = "needs a client that goes in the middle of an upload",
        ["parley_jobs_duration_seconds_count{job=\"parley\", outcome=~\"retried|dead|lost\"}"] = "needs a job that fails",
    };

    /// <summary>Metrics of Kubernetes, which is not here: each with where its name is from.</summary>
    private static readonly Lazy<Dictionary<string, string>> External = new(() => File.ReadAllLines(Repository.PathOf("tests/Parley.Monitoring.Tests/Running/kubernetes-metrics.txt"))
        .Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split(' ', 2)).ToDictionary(parts => parts[0], parts => parts[1], StringComparer.Ordinal));

    [Fact]
    public async Task Every_series_that_a_rule_reads_or_records_is_there()
    {
        var prometheus = await monitored.AfterFaultsAsync(TestContext.Current.CancellationToken);
        var missing = new List<string>();
        foreach (var rule in RuleFile.All)
        {
            foreach (var selector in Expression.Selectors(rule.Expr).Distinct().Where(selector => !External.Value.ContainsKey(Expression.Metric(selector)) && !IsRare(selector)))
            {
                if ((await prometheus.QueryAsync($"last_over_time({selector}[1h])")).Count == 0)
                {
                    missing.Add($"{rule}: {selector}");
                }
            }

            if (rule.Record is not null)
            {
                var labels = string.Join(",", rule.Labels.Select(label => $"{label.Key}=\"{label.Value}\""));
                if ((await prometheus.QueryAsync($"last_over_time({rule.Record}{{{labels}}}[1h])")).Count == 0)
                {
                    missing.Add($"recorded by {rule}");
                }
            }
        }

        Assert.True(missing.Count == 0, string.Join('\n', missing));
    }

    [Fact]
    public async Task Every_query_of_every_panel_returns_something()
    {
        var prometheus = await monitored.AfterFaultsAsync(TestContext.Current.CancellationToken);
        var (missing, asked) = (new List<string>(), 0);
        foreach (var panel in Dashboard.All.SelectMany(dashboard => dashboard.Panels))
        {
            foreach (var expression in panel.Expressions.Where(expression => !Expression.Selectors(expression).Any(selector => External.Value.ContainsKey(Expression.Metric(selector)) || IsRare(selector))))
            {
                asked++;
                var query = expression.Replace("$namespace", "parley", StringComparison.Ordinal).Replace("$role", ".*", StringComparison.Ordinal).Replace("$__rate_interval", "2m", StringComparison.Ordinal);
                if ((await prometheus.QueryAsync(query)).Count == 0)
                {
                    missing.Add($"{panel}: {query}");
                }
            }
        }

        Assert.True(missing.Count == 0, string.Join('\n', missing));
        Assert.True(asked > 80, $"Only {asked} queries were asked.");
    }

    [Fact]
    public async Task Queries_about_Kubernetes_are_ones_and_read_metrics_whose_source_is_named()
    {
        var prometheus = await monitored.AfterFaultsAsync(TestContext.Current.CancellationToken);
        var expressions = RuleFile.All.Select(rule => rule.Expr).Concat(Dashboard.All.SelectMany(dashboard => dashboard.Panels).SelectMany(panel => panel.Expressions)).ToList();
        var known = Repository.Read("docs/metrics.md");
        var read = expressions.SelectMany(Expression.Selectors).Select(Expression.Metric).Distinct().ToList();

        // Refused, if it is none.
        foreach (var expression in expressions.Where(expression => Expression.Selectors(expression).Any(selector => External.Value.ContainsKey(Expression.Metric(selector)))))
        {
            await prometheus.QueryAsync(expression.Replace("$namespace", "parley", StringComparison.Ordinal).Replace("$__rate_interval", "2m", StringComparison.Ordinal));
        }

        Assert.Empty(External.Value.Keys.Except(read));
        Assert.All(External.Value.Values, source => Assert.Matches("^(kube-state-metrics|cAdvisor|kubelet|cert-manager): ", source));
        Assert.All(Rare.Keys.Select(Expression.Metric), metric => Assert.Contains(metric.EndsWith("_count", StringComparison.Ordinal) ? metric[..^"_count".Length] : metric, known, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("sum by (namespace, le) (rate(a_bucket{job=\"parley\", le=~\"2([.]0)?\"}[5m])) > 0.25", "a_bucket{job=\"parley\", le=~\"2([.]0)?\"}")]
    [InlineData("b:c * on (pod) group_left (role) max by (pod) (d offset 10m) or e{f=\"{x}\"}", "b:c", "d", "e{f=\"{x}\"}")]
    [InlineData("absent(up{job=\"parley\"})", "up{job=\"parley\"}")]
    [InlineData("g unless ignoring (h) i > bool 14.4", "g", "i")]
    public void What_an_expression_reads_is_found(string expression, params string[] selectors)
    {
        Assert.Equal(selectors, Expression.Selectors(expression));
    }

    private static bool IsRare(string selector)
    {
        return Rare.ContainsKey(selector) || Rare.ContainsKey(Expression.Metric(selector));
    }
}
