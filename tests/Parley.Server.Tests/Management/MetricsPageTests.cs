using System.Diagnostics.Metrics;
using Parley.Client;
using Parley.Contracts;
using Parley.Modules.Messages;
using Parley.Testing;

namespace Parley.Server.Tests.Management;

/// <summary>docs/metrics.md against the program, and what the program says against Prometheus' own checker.</summary>
public sealed class MetricsPageTests
{
    /// <summary>Names that .NET's runtime and Npgsql take from OpenTelemetry's conventions: no suffix _count for what is no histogram, says the checker.</summary>
    private static readonly string[] NamesOfOthers = ["db_client_connection_count", "dotnet_assembly_count", "dotnet_process_cpu_count", "dotnet_timer_count"];

    [Fact]
    public async Task Every_instrument_has_its_row_with_kind_unit_and_name_in_Prometheus_and_no_row_is_without_one()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Postgres, ("Parley:Bus", "postgres"), ("Parley:ManagementPort", $"{FreePort.Find()}"));
        using var measured = MeterReadings.Of(world.Server);

        // What nobody has asked for yet is not made yet.
        foreach (var type in typeof(MessagesModule).Assembly.GetTypes().Where(type => type.Name.EndsWith("Metrics", StringComparison.Ordinal)))
        {
            Assert.NotNull(world.Server.Services.GetService(type));
        }

        var page = MetricsPage.Read();
        Assert.Equal(measured.Instruments.Select(instrument => instrument.Name).Order(StringComparer.Ordinal), page.Rows.Keys.Order(StringComparer.Ordinal));
        foreach (var instrument in measured.Instruments)
        {
            var row = page.Rows[instrument.Name];
            Assert.Equal((instrument.Name, instrument.Unit ?? "", KindOf(instrument)), (instrument.Name, row.Unit, row.Kind));
            Assert.Equal(PrometheusNameOf(instrument), row.Prometheus);
            Assert.False(string.IsNullOrEmpty(instrument.Description), $"{instrument.Name} does not say what it is.");
        }
    }

    [Theory]
    [InlineData("all")]
    [InlineData("gateway")]
    [InlineData("api")]
    [InlineData("worker")]
    [InlineData("web")]
    public async Task What_each_role_says_passes_the_check_of_Prometheus_and_is_named_as_the_page_has_it(string role)
    {
        using var database = TestDatabase.Create(DatabaseKind.Postgres);
        var (all, one) = (FreePort.Find(), FreePort.Find());
        await using var everything = await StartAsync(database, "all", all);
        await using var node = role == "all" ? null : await StartAsync(database, role, one);
        if (role == "all")
        {
            await PostAndReadAsync(everything.Address);
        }

        using var management = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{(role == "all" ? all : one)}") };
        var text = (await management.CallAsync("GET", "/metrics")).Body;

        Assert.DoesNotContain(await PromTool.CheckMetricsAsync(text), line => !NamesOfOthers.Any(name => line.StartsWith($"{name} ", StringComparison.Ordinal)));
        var said = text.Split('\n').Where(line => line.StartsWith("# TYPE parley_", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToList();
        Assert.Empty(said.Except(MetricsPage.Read().Rows.Values.Select(row => row.Prometheus)));
        Assert.Equal(role != "web", said.Contains("parley_bus_connected"));
        Assert.Equal(role is "all" or "api", said.Contains("parley_log_queue_depth"));
        Assert.Equal(role is "all" or "gateway", said.Contains("parley_realtime_feeds"));
        Assert.Equal(role is "all" or "worker", said.Contains("parley_jobs_oldest_seconds"));
        Assert.Contains("dotnet_process_cpu_time_seconds_total", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Username", text, StringComparison.OrdinalIgnoreCase);
        if (role == "all")
        {
            Assert.Contains("parley_realtime_delivery_duration_seconds_bucket{otel_scope_name=\"parley.realtime\",source=\"hint\",le=\"0.25\"}", text, StringComparison.Ordinal);
            Assert.Contains("http_server_request_duration_seconds_bucket", text, StringComparison.Ordinal);
            Assert.Contains(text.Split('\n'), line => line.StartsWith("db_client_operation_duration_seconds_bucket{", StringComparison.Ordinal) && line.Contains("le=\"0.01\"", StringComparison.Ordinal));
            Assert.Contains("db_client_connection_pool_name=\"parley\"", text, StringComparison.Ordinal);
        }
    }

    /// <summary>A program of its own: the meters of all servers in one process are read together.</summary>
    private static Task<ServerProcess> StartAsync(TestDatabase database, string roles, int port)
    {
        return ServerProcess.StartAsync(
            database.Setting,
            settings: [("Parley:Roles", roles), ("Parley:Bus", "postgres"), ("Parley:ManagementPort", $"{port}"), ("Parley:Blobs", $"folder:{database.BlobsFolder}")]);
    }

    private static async Task PostAndReadAsync(Uri address)
    {
        using var client = new ParleyClient(new ParleyClientOptions { Server = address });
        var signedIn = await client.SignUpAsync(new SignUpRequest { Username = "ana", Password = World.Password, WorkspaceName = "Northwind" }, default);
        using var ana = new Person(signedIn.Account, signedIn.Token, address);
        var general = (await ana.Client.ReadSyncAsync(default)).Channels[0].Channel.Id;
        await using var stream = await Listener.StartAsync(ana);
        foreach (var posts in (int[])[1, 2])
        {
            // The second one comes by its hint.
            await ana.PostAsync(general, "hello");
            await stream.WaitForAsync(general, ChannelEventTypes.MessagePosted, posts);
        }
    }

    private static string KindOf(Instrument instrument)
    {
        var type = instrument.GetType().Name;
        return type.Contains("Gauge", StringComparison.Ordinal) ? "gauge"
            : type.Contains("UpDown", StringComparison.Ordinal) ? "up-down counter"
            : type.Contains("Histogram", StringComparison.Ordinal) ? "histogram" : "counter";
    }

    /// <summary>As the exporter makes it: units in full, but those in braces; a counter's total.</summary>
    private static string PrometheusNameOf(Instrument instrument)
    {
        var unit = instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        var name = instrument.Name.Replace('.', '_');
        return (name.EndsWith(unit, StringComparison.Ordinal) ? name : name + unit) + (KindOf(instrument) == "counter" ? "_total" : "");
    }
}
