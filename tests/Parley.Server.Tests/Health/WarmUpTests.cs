using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Parley.Server.Health;
using Parley.Testing;

namespace Parley.Server.Tests.Health;

public sealed class WarmUpTests
{
    [Theory]
    [OnEachDatabase]
    public async Task It_calls_what_is_called_most_and_leaves_nothing_behind(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var before = await CountRowsAsync(world);

        await RunAsync(world, NewWarmUp(world));

        Assert.Equal(before, await CountRowsAsync(world));
        Assert.DoesNotContain(world.Server.Logs.All, line => line.Contains(nameof(WarmUp), StringComparison.Ordinal));
    }

    [Theory]
    [OnEachDatabase]
    public async Task The_node_is_ready_after_it_and_not_before(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var warmUp = NewWarmUp(world);

        Assert.Equal(HealthStatus.Unhealthy, (await warmUp.CheckHealthAsync(new HealthCheckContext())).Status);
        await RunAsync(world, warmUp);

        Assert.Equal(HealthStatus.Healthy, (await warmUp.CheckHealthAsync(new HealthCheckContext())).Status);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_node_whose_warm_up_fails_serves_all_the_same_and_says_why(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.BreakAsync("ALTER TABLE read_markers RENAME TO elsewhere");
        var warmUp = NewWarmUp(world);

        await RunAsync(world, warmUp);

        Assert.Equal(HealthStatus.Healthy, (await warmUp.CheckHealthAsync(new HealthCheckContext())).Status);
        Assert.Contains(world.Server.Logs.All, line => line.StartsWith($"Warning {typeof(WarmUp).FullName}", StringComparison.Ordinal));
    }

    private static Task RunAsync(World world, WarmUp warmUp)
    {
        return warmUp.RunAsync(world.Server.Services.GetRequiredService<IEnumerable<EndpointDataSource>>(), default);
    }

    private static WarmUp NewWarmUp(World world)
    {
        var services = world.Server.Services;
        return new WarmUp(services, services.GetRequiredService<IOptions<JsonOptions>>(), TimeProvider.System, services.GetRequiredService<ILogger<WarmUp>>());
    }

    private static async Task<long> CountRowsAsync(World world)
    {
        var rows = 0L;
        foreach (var table in (string[])["accounts", "sign_ins", "channels", "channel_heads", "channel_members", "channel_events", "messages", "read_markers"])
        {
            rows += await world.Server.CountAsync(table);
        }

        Assert.True(rows > 0);
        return rows;
    }
}
