using System.Net;
using Parley.Testing;
using Xunit;

namespace Parley.Image.Tests;

public sealed class RunTests
{
    [Fact]
    public async Task One_node_with_everything_needs_no_more_than_a_volume()
    {
        await using var node = await Container.StartAsync(["serve"]);

        await AssertServesAsync(node);
        Assert.Contains("<script", await (await node.GetAsync("/")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        await AssertHasNoRightsAsync(node);
        Assert.Equal(0, await node.StopAsync());
    }

    [Theory]
    [InlineData("gateway")]
    [InlineData("api")]
    [InlineData("worker")]
    [InlineData("web")]
    public async Task A_role_is_ready_over_a_migrated_database_and_ends_at_SIGTERM(string role)
    {
        var database = ("Parley__Database", PostgresServer.Shared.CreateDatabase());
        await using (var migration = await Container.StartAsync(["migrate"], database))
        {
            Assert.True(await migration.WaitForExitAsync() == 0, migration.Output);
        }

        await using var node = await Container.StartAsync(["serve", "--roles", role], database, ("Parley__Bus", "postgres"));

        await AssertServesAsync(node);
        await AssertHasNoRightsAsync(node);
        Assert.Equal(0, await node.StopAsync());
    }

    private static async Task AssertServesAsync(Container node)
    {
        using var ready = await node.GetAsync("/health/ready");
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    private static async Task AssertHasNoRightsAsync(Container node)
    {
        var status = await node.StatusAsync();
        Assert.Equal("10001\t10001\t10001\t10001", status["Uid"]);
        Assert.Equal("10001\t10001\t10001\t10001", status["Gid"]);
        Assert.All((string[])["CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"], set => Assert.Equal("0000000000000000", status[set]));
        Assert.Equal("1", status["NoNewPrivs"]);
        Assert.Contains("ro", await node.MountAsync("/"));
    }
}
