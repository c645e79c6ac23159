using Parley.Kubernetes.Tests.Tools;

namespace Parley.Kubernetes.Tests.ChartTests;

/// <summary>Values that are wrong, or do not go together, are refused with their names, before anything is made.</summary>
public sealed class RefusalTests
{
    private static readonly (string Values, string Change, string[] Words)[] Slips =
    [
        ("defaults", "replicas=3", ["replicas"]),
        ("defaults", "image.tga=\"0.1.0\"", ["image", "tga"]),
        ("defaults", "image.tag=\"latest\"", ["image", "tag"]),
        ("defaults", "image.digest=\"sha256:abc\"", ["image", "digest"]),
        ("defaults", "image.repository=\"UPPER/case\"", ["image", "repository"]),
        ("defaults", "mode=\"single\"", ["mode", "all", "roles"]),
        ("defaults", "publicUrl=\"chat.example.org\"", ["publicUrl"]),
        ("defaults", "settings={\"Parley:SignUpp\":\"open\"}", ["settings", "Parley:SignUpp"]),
        ("defaults", "settings={\"Parley:Database\":\"sqlite:x\"}", ["settings", "Parley:Database"]),
        ("defaults", "settings={\"Parley:Stop:Drain\":\"00:01:00\"}", ["settings", "Parley:Stop:Drain"]),
        ("production", "gateway.replcias=3", ["gateway", "replcias"]),
        ("production", "gateway.autoscaling.maximum=3", ["autoscaling", "maximum"]),
        ("production", "gateway.autoscaling.max=\"many\"", ["autoscaling", "max"]),
        ("production", "api.autoscaling.connections=100", ["autoscaling", "connections"]),
        ("production", "gateway.resources.limits.memory=1024", ["limits", "memory"]),
        ("production", "stop.drain=10", ["stop", "drain"]),
        ("production", "ingress.fromCidrs=[\"10.0.0.0\"]", ["ingress", "fromCidrs"]),
        ("production", "ingress.alb.certificateArn=\"certificate\"", ["alb", "certificateArn"]),
        ("production", "networkPolicy.databaseCidrs=[]", ["networkPolicy", "databaseCidrs"]),
        ("production", "database.host=\"db;Password=hunter2\"", ["database", "host"]),
        ("production", "database.options=\"Password=hunter2\"", ["database", "options"]),
        ("production", "database.tls.mode=\"Verify\"", ["tls", "mode", "VerifyFull"]),
        ("production", "maxUnavailable=0", ["maxUnavailable"]),
        ("canary", "canary.weight=101", ["canary", "weight", "100"]),
        ("canary", "canary.weight=-1", ["canary", "weight", "0"]),
        ("canary", "canary.weight=2.5", ["canary", "weight", "integer"]),
        ("canary", "canary.roles=[]", ["canary", "roles"]),
        ("canary", "canary.roles=[\"api\",\"worker\"]", ["canary", "roles", "gateway", "api", "web"]),
        ("canary", "canary.roles=[\"api\",\"api\"]", ["canary", "roles"]),
        ("canary", "canary.replicas=0", ["canary", "replicas"]),
        ("canary", "canary.image.tag=\"latest\"", ["canary", "image", "tag"]),
        ("canary", "canary.image.repository=\"registry.example.org/parley\"", ["canary", "image", "repository"]),
        ("production", "monitoring.rules.enabled=\"yes\"", ["rules", "enabled"]),
        ("production", "scheduling.nodeSelector={\"a\":\"b\\nc\"}", ["nodeSelector"]),
    ];

    private static readonly (string Values, string Change, string Words)[] Mixes =
    [
        ("defaults", "image.repository=\"\"", "image.repository is missing"),
        ("defaults", "mode=\"roles\"", "database.kind is sqlite, which is for one pod: with mode roles it must be postgres"),
        ("defaults", "all.replicas=2", "all.replicas is above 1, and database.kind sqlite, which is for one pod: it must be postgres"),
        ("defaults", "bus.kind=\"postgres\"", "bus.kind is postgres, which is for several pods, and database.kind sqlite"),
        ("defaults", "files.kind=\"s3\"", "files.s3.bucket is missing"),
        ("defaults", "database.kind=\"postgres\"", "database.host is missing"),
        ("postgres", "all.replicas=2", "bus.kind is memory, which is for one pod: with all.replicas above 1 it must be postgres or rabbitmq"),
        ("postgres", "logins.values.password=\"\"", "logins.values.username and logins.values.password are missing"),
        ("small", "ingress.fromNamespaces=[]|ingress.fromCidrs=[]", "ingress.fromCidrs is empty, and networkPolicy.enabled"),
        ("small", "publicUrl=\"\"", "publicUrl is missing: the ingress answers to its host"),
        ("production", "bus.kind=\"memory\"", "bus.kind is memory, which is for one pod: with mode roles it must be postgres or rabbitmq"),
        ("production", "bus.kind=\"rabbitmq\"", "bus.secretName is missing"),
        ("production", "files.kind=\"volume\"", "files.kind is volume, which is one pod's: with mode roles it must be s3"),
        ("production", "files.s3.region=\"\"", "files.s3.region is missing"),
        ("production", "logins.from=\"values\"", "logins.from is values, which is one login for everything"),
        ("production", "logins.from=\"csi\"", "logins.csi.region is missing"),
        ("production", "logins.keyPrefix=\"\"", "logins.keyPrefix is missing"),
        ("production", "ingress.alb.certificateArn=\"\"", "ingress.alb.certificateArn is missing, and publicUrl is https"),
        ("production", "ingress.idleTimeoutSeconds=20", "ingress.idleTimeoutSeconds is 20, and silent connections are pinged every 25 seconds"),
        ("production", "settings={\"Parley:Realtime:PingAfter\":\"00:03:00\"}", "ingress.idleTimeoutSeconds is 120, and silent connections are pinged every 180 seconds"),
        ("production", "stop.graceSeconds=60", "stop.graceSeconds is 60, and gateway needs 105 to leave"),
        ("production", "stop.drainSeconds=30", "stop.drainSeconds is 30, and gateway.autoscaling.connections 5000: a gateway closes 100 connections a second, so drainSeconds must be 50 or more"),
        ("canary", "canary.image.digest=\"\"", "canary.image.digest is missing, or canary.image.tag: which image is tried"),
        ("canary", "ingress.enabled=false", "canary.enabled is true, and ingress.enabled false: it is the ingress that gives a canary its share of the requests"),
        ("canary", "ingress.className=\"traefik\"", "ingress.className is traefik, which the chart cannot tell weights: with canary.enabled it must be alb (AWS Load Balancer Controller) or nginx (ingress-nginx)"),
        ("canary", "ingress.className=\"nginx\"", "canary.roles has web, and ingress.className is nginx"),
        ("small", "canary.enabled=true|canary.image.tag=\"0.2.0\"", "canary.enabled is true, and mode all, which has no roles to try an image in: it must be roles"),
        ("production", "gateway.autoscaling.max=2", "gateway.autoscaling.min is 3, which is more than max"),
    ];

    public static MatrixTheoryData<int, int> SlipCases => new(Enumerable.Range(0, Slips.Length), [4, 3]);

    public static MatrixTheoryData<int, int> MixCases => new(Enumerable.Range(0, Mixes.Length), [4, 3]);

    [Theory]
    [MemberData(nameof(SlipCases))]
    public async Task A_slip_is_refused_by_its_name(int index, int helm)
    {
        var (values, change, words) = Slips[index];

        var result = await TryAsync(values, change, helm);

        Assert.True(result.ExitCode != 0, $"{change} is taken.");
        Assert.All(words, word => Assert.Contains(word, result.Errors, StringComparison.Ordinal));
        Assert.Contains("values don't meet the specifications of the schema", result.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(MixCases))]
    public async Task What_does_not_go_together_is_refused_with_what_would_be_right(int index, int helm)
    {
        var (values, change, words) = Mixes[index];

        var result = await TryAsync(values, change, helm);

        Assert.True(result.ExitCode != 0, $"{change} is taken.");
        Assert.Contains(words, result.Errors, StringComparison.Ordinal);
    }

    /// <param name="values">The name of a file of values.</param>
    /// <param name="changes">With bars between.</param>
    /// <param name="helm">3 or 4.</param>
    private static Task<ToolResult> TryAsync(string values, string changes, int helm)
    {
        return Helm.Of(helm).TryRenderAsync(Chart.Folder, [Chart.ValuesFile(values)], [.. changes.Split('|').SelectMany(change => (string[])["--set-json", change])]);
    }
}
