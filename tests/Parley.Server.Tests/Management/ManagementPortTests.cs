using Parley.Server.Configuration;
using Parley.Testing;

namespace Parley.Server.Tests.Management;

/// <summary>Health and metrics are for who runs the server; on a port of their own nobody else gets to them.</summary>
public sealed class ManagementPortTests
{
    private static readonly string[] Operational = ["/health/live", "/health/ready", "/metrics"];

    [Theory]
    [InlineData("all")]
    [InlineData("gateway")]
    [InlineData("api")]
    [InlineData("worker")]
    [InlineData("web")]
    public async Task With_a_port_of_their_own_health_and_metrics_are_there_and_nowhere_else(string roles)
    {
        using var database = TestDatabase.Create(DatabaseKind.Postgres);
        var port = FreePort.Find();
        await using var node = await TestServer.StartAsync(database, ("Parley:Roles", roles), ("Parley:ManagementPort", $"{port}"));
        using var management = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var open = new HttpClient { BaseAddress = node.Address };

        foreach (var path in Operational)
        {
            Assert.Equal(200, (await management.CallAsync("GET", path)).Status);
            Assert.Equal(404, (await open.CallAsync("GET", path)).Status);
        }
    }

    [Fact]
    public async Task A_host_name_does_not_open_the_port_and_the_port_serves_nothing_else()
    {
        using var database = TestDatabase.Create(DatabaseKind.Sqlite);
        var port = FreePort.Find();
        await using var node = await TestServer.StartAsync(database, ("Parley:ManagementPort", $"{port}"));
        using var management = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var open = new HttpClient { BaseAddress = node.Address };

        Assert.Equal(404, (await open.CallAsync("GET", "/metrics", null, ("Host", $"127.0.0.1:{port}"))).Status);
        Assert.Equal(200, (await management.CallAsync("GET", "/metrics", null, ("Host", node.Address.Authority))).Status);
        foreach (var path in (string[])["/", "/api/v1/server", "/api/v1/events", "/openapi/v1.json", "/health", "/metrics/more"])
        {
            Assert.Equal(404, (await management.CallAsync("GET", path)).Status);
        }
    }

    [Fact]
    public async Task Without_one_health_is_on_the_public_address_and_there_are_no_metrics()
    {
        using var database = TestDatabase.Create(DatabaseKind.Sqlite);
        await using var node = await TestServer.StartAsync(database, ("Parley:Roles", "all"));
        using var http = new HttpClient { BaseAddress = node.Address };

        Assert.Equal(200, (await http.CallAsync("GET", "/health/ready")).Status);
        Assert.Equal(404, (await http.CallAsync("GET", "/metrics")).Status);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("http://+:9090")]
    [InlineData("-1")]
    public void What_is_no_port_stops_the_start_with_a_line_that_says_so(string value)
    {
        var refused = Assert.Throws<SettingException>(() => ServerApp.Build(["--Parley:ManagementPort", value]));

        Assert.Equal($"Parley:ManagementPort is '{value}', which is no port; for example '9090'.", refused.Message);
    }
}
