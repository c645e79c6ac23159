using Parley.Monitoring.Tests.Tools;
using Parley.Testing;

namespace Parley.Monitoring.Tests.Dashboards;

/// <summary>Dashboards are drawn alike: whoever can read one can read all. That their queries return something is seen on a running cluster (QueryTests).</summary>
public sealed class DashboardTests
{
    /// <summary>Grafana's names of units.</summary>
    private static readonly string[] Units = ["short", "s", "percentunit", "bytes", "Bps", "reqps", "cps", "ops", "pps"];

    [Fact]
    public void There_are_those_that_the_documents_name()
    {
        Assert.Equal(["business", "cluster", "database", "overview", "realtime"], Dashboard.All.Select(dashboard => dashboard.Name));
        Assert.All(Dashboard.All, dashboard => Assert.Equal($"parley-{dashboard.Name}", dashboard.Json["uid"]!.GetValue<string>()));
    }

    [Fact]
    public async Task They_are_what_their_source_writes()
    {
        var result = await MonitoringTools.RunAsync("node", Repository.PathOf("eng/dashboards"), "--check");

        Assert.True(result.ExitCode == 0, result.Output);
    }

    [Fact]
    public void Each_panel_has_a_title_a_unit_a_description_legends_and_a_source_that_is_chosen_above()
    {
        Assert.All(Dashboard.All.SelectMany(dashboard => dashboard.Panels), panel =>
        {
            Assert.InRange(panel.Title.Length, 3, 60);
            Assert.InRange(panel.Json["description"]!.GetValue<string>().Length, 10, 300);
            Assert.EndsWith(".", panel.Json["description"]!.GetValue<string>(), StringComparison.Ordinal);
            Assert.Contains(panel.Json["fieldConfig"]!["defaults"]!["unit"]!.GetValue<string>(), Units);
            Assert.Equal("${datasource}", panel.Json["datasource"]!["uid"]!.GetValue<string>());
            Assert.NotEmpty(panel.Expressions);
            Assert.All(panel.Json["targets"]!.AsArray(), target =>
            {
                Assert.Equal("${datasource}", target!["datasource"]!["uid"]!.GetValue<string>());
                Assert.NotEmpty(target["legendFormat"]!.GetValue<string>());
                Assert.Contains("$namespace", target["expr"]!.GetValue<string>(), StringComparison.Ordinal);
            });
        });
    }

    [Fact]
    public void No_title_is_there_twice_on_a_dashboard_and_no_panel_lies_on_another()
    {
        Assert.All(Dashboard.All, dashboard =>
        {
            var panels = dashboard.Panels.ToList();
            Assert.Equal(panels.Select(panel => panel.Title).Distinct(StringComparer.Ordinal), panels.Select(panel => panel.Title));
            var places = panels.SelectMany(panel => Cells(panel)).ToList();
            Assert.Equal(places.Count, places.Distinct().Count());
            Assert.All(places, place => Assert.InRange(place.X, 0, 23));
        });
    }

    [Fact]
    public void Each_dashboard_leads_to_the_others_and_keeps_namespace_and_role()
    {
        var names = Dashboard.All.Select(dashboard => dashboard.Json["uid"]!.GetValue<string>()).ToList();
        Assert.All(Dashboard.All, dashboard =>
        {
            Assert.Equal(["datasource", "namespace", "role"], dashboard.Json["templating"]!["list"]!.AsArray().Select(variable => variable!["name"]!.GetValue<string>()));
            Assert.True(dashboard.Json["links"]![0]!["includeVars"]!.GetValue<bool>() && dashboard.Json["links"]![0]!["keepTime"]!.GetValue<bool>());
            Assert.All(dashboard.Panels.SelectMany(panel => panel.Json["links"]!.AsArray()), link =>
            {
                var url = link!["url"]!.GetValue<string>();
                Assert.Contains(url["/d/".Length..url.IndexOf('?', StringComparison.Ordinal)], names);
                Assert.Contains("${namespace:queryparam}", url, StringComparison.Ordinal);
            });
        });
        Assert.True(Dashboard.All.Single(dashboard => dashboard.Name == "overview").Panels.Count(panel => panel.Json["links"]!.AsArray().Count > 0) >= 8, "The overview leads nowhere.");
    }

    private static IEnumerable<(int X, int Y)> Cells(Panel panel)
    {
        int At(string name) => panel.Json["gridPos"]![name]!.GetValue<int>();
        return from x in Enumerable.Range(At("x"), At("w")) from y in Enumerable.Range(At("y"), At("h")) select (x, y);
    }
}
