using System.Net;
using System.Net.WebSockets;
using Npgsql;
using Parley.Kubernetes.Tests.ChartTests;
using Parley.Kubernetes.Tests.Manifests;
using Parley.Testing;

namespace Parley.Kubernetes.Tests.Running;

/// <summary>The program starts with exactly the arguments and the environment that the chart gives it, answers the probes, serves what its role serves, and leaves when it is told to.</summary>
public sealed class ProgramTests
{
    private static readonly string[] Probes = ["startupProbe", "livenessProbe", "readinessProbe"];

    [Fact]
    public async Task One_pod_with_everything_on_its_volume()
    {
        var folder = Directory.CreateTempSubdirectory("parley-volume-").FullName;
        var manifests = await Chart.ReadWithAsync("small", "stop.drainSeconds=1");
        var container = manifests.Get("Deployment", "parley-all").Pod!.Containers.Single();

        await using (var node = await Node.StartAsync(container, ContainerStart.Of(container, NoSecret).With("/data", folder)))
        {
            await AssertProbesAsync(node);
            Assert.Equal(HttpStatusCode.OK, (await node.GetAsync("http", "/")).Status);
            Assert.Equal(HttpStatusCode.OK, (await node.GetAsync("http", "/openapi/v1.json")).Status);
            Assert.Equal(HttpStatusCode.SwitchingProtocols, await UpgradeAsync(node));
            Assert.True(File.Exists(Path.Combine(folder, "parley.db")));

            // What `helm test` runs, from where the services lead.
            var check = manifests.Get("Pod", "parley-check").Pod!.Containers.Single();
            var question = ContainerStart.Of(check, NoSecret);
            question = question with { Arguments = [.. question.Arguments.Select(argument => argument.Replace("http://parley-all:9090/", node.Address("management", "/").ToString(), StringComparison.Ordinal))] };
            Assert.Equal(0, (await Node.RunToEndAsync(question)).ExitCode);

            Assert.Equal(0, await node.StopAsync());
            Assert.Equal(1, (await Node.RunToEndAsync(question)).ExitCode);
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_pod_of_each_role_beside_the_job_that_migrates()
    {
        using var database = TestDatabase.Create(DatabaseKind.Postgres);
        var files = await S3Server.SharedAsync();
        var manifests = await ProductionOnAsync(new NpgsqlConnectionStringBuilder(database.Setting), files);
        ContainerStart Start(Container container) => ContainerStart.Of(container, (secret, key) => Secret(secret, key, database)).WithVariable("AWS_ACCESS_KEY_ID", S3Server.Credentials).WithVariable("AWS_SECRET_ACCESS_KEY", S3Server.Credentials);

        var job = Start(manifests.Get("Job", "parley-migrator").Pod!.Containers.Single());
        var (first, again) = (await Node.RunToEndAsync(job), await Node.RunToEndAsync(job));
        Assert.True(first.ExitCode == 0 && again.ExitCode == 0, first.Output + again.Output);
        Assert.Contains("is up to date (", again.Output, StringComparison.Ordinal);

        foreach (var deployment in (string[])["gateway", "api", "worker", "web", "gateway-canary", "api-canary", "web-canary"])
        {
            var role = deployment.Split('-')[0];
            var container = manifests.Get("Deployment", $"parley-{deployment}").Pod!.Containers.Single();
            await using var node = await Node.StartAsync(container, Start(container));
            await AssertProbesAsync(node);
            await AssertServesAsync(node, role);
            Assert.Equal(0, await node.StopAsync());
        }
    }

    private static async Task AssertProbesAsync(Node node)
    {
        foreach (var probe in Probes)
        {
            Assert.Equal(HttpStatusCode.OK, await node.ProbeAsync(probe));
        }

        // What the ServiceMonitor reads.
        Assert.Equal(HttpStatusCode.OK, (await node.GetAsync("management", "/metrics")).Status);
    }

    /// <summary>What the ingress sends to it is there, and what it sends to others is not.</summary>
    private static async Task AssertServesAsync(Node node, string role)
    {
        if (role == "worker")
        {
            return;
        }

        Assert.Equal(role == "gateway", await UpgradeAsync(node) == HttpStatusCode.SwitchingProtocols);
        Assert.Equal(role == "api", (await node.GetAsync("http", "/openapi/v1.json")).Status == HttpStatusCode.OK);
        Assert.Equal(role == "api", (await node.GetAsync("http", "/api/v1/me")).Status == HttpStatusCode.Unauthorized);
        Assert.Equal(role == "web", (await node.GetAsync("http", "/")).Status == HttpStatusCode.OK);
        Assert.NotEqual(HttpStatusCode.OK, (await node.GetAsync("http", "/health/ready")).Status);
    }

    private static async Task<HttpStatusCode> UpgradeAsync(Node node)
    {
        using var socket = new ClientWebSocket { Options = { CollectHttpResponseDetails = true } };
        try
        {
            await socket.ConnectAsync(new UriBuilder(node.Address("http", "/api/v1/events")) { Scheme = "ws" }.Uri, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // Its status says why.
        }

        return socket.HttpStatusCode;
    }

    /// <summary>The values of production, with this machine's database and bucket in them.</summary>
    private static Task<ManifestSet> ProductionOnAsync(NpgsqlConnectionStringBuilder database, S3Server files)
    {
        return Chart.ReadWithAsync(
            "production",
            $"database.host=\"{database.Host}\"",
            $"database.port={database.Port}",
            $"database.name=\"{database.Database}\"",
            "database.tls={\"mode\":\"Disable\",\"caConfigMap\":\"\"}",
            $"files.s3={{\"bucket\":\"{S3Server.Bucket}\",\"prefix\":\"{files.NewPrefix()}\",\"region\":\"us-east-1\",\"endpoint\":\"{files.Address.GetLeftPart(UriPartial.Authority)}\"}}",
            "canary={\"enabled\":true,\"roles\":[\"gateway\",\"api\",\"web\"],\"image\":{\"tag\":\"0.2.0\"}}",
            "gateway.autoscaling.connections=0",
            "stop.drainSeconds=1");
    }

    private static string Secret(string secret, string key, TestDatabase database)
    {
        Assert.Matches("^parley-(gateway|api|worker|migrator)-database$", secret);
        return key == "username" ? new NpgsqlConnectionStringBuilder(database.Setting).Username! : "unused; 'by' trust".Replace("'", "", StringComparison.Ordinal);
    }

    private static string NoSecret(string secret, string key)
    {
        throw new InvalidOperationException($"Nobody should need {key} of {secret}.");
    }
}
