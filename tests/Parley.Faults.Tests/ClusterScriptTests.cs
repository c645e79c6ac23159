using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Faults.Tests;

/// <summary>eng/cluster as a person starts it: every role by itself, behind one address.</summary>
[Collection(nameof(Alone))]
public sealed partial class ClusterScriptTests
{
    private const string UnknownSettingOfGateways =
        """
        kind: Deployment
        metadata: { name: parley-gateway }
        spec: { template: { spec: { terminationGracePeriodSeconds: 20, containers: [{ env: [{ name: Parley__Stop__Drian, value: "00:00:01" }] }] } } }
        """;

    // It builds what has changed first.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData("postgres", "nginx", "initdb")]
    [InlineData("rabbitmq", "nginx", "initdb", "rabbitmq-server")]
    public async Task A_cluster_serves_people_at_one_address_and_ends_without_a_trace(string bus, params string[] programs)
    {
        Array.ForEach(programs, SkipWhereMissing);
        using var cluster = Start(FreePort.Find(), bus);
        try
        {
            var (address, pids, folder) = await ReadStartAsync(cluster).WaitAsync(Patience, TimeProvider.System);
            await TalkAsync(address);

            await SignalAsync(cluster.Id);
            await cluster.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);

            Assert.Equal(0, cluster.ExitCode);
            Assert.Equal(6, pids.Count);
            Assert.All(pids, pid => Assert.False(Directory.Exists($"/proc/{pid}"), $"Process {pid} was left."));
            Assert.False(Directory.Exists(folder), $"{folder} was left.");
        }
        finally
        {
            if (!cluster.HasExited)
            {
                await SignalAsync(cluster.Id);
            }
        }
    }

    [Fact]
    public async Task A_release_is_rolled_out_while_people_talk_and_one_that_does_not_come_up_is_taken_back()
    {
        Array.ForEach(["nginx", "initdb"], SkipWhereMissing);
        var program = Path.Combine(AppContext.BaseDirectory, "Parley.Server.dll");
        using var cluster = Start(FreePort.Find(), "postgres");
        try
        {
            var (address, pids, folder) = await ReadStartAsync(cluster).WaitAsync(Patience, TimeProvider.System);
            using var anonymous = new ParleyClient(new ParleyClientOptions { Server = address });
            var owner = await anonymous.SignUpAsync(new SignUpRequest { Username = "owner", Password = World.Password }, default);
            using var ana = new Person(owner.Account, owner.Token, address);
            var channel = (await ana.Client.ReadSyncAsync(default)).Channels[0].Channel;
            var before = await HeadAsync(ana, channel.Id);
            using var ended = new CancellationTokenSource();
            var talk = TalkUntilAsync(ana, channel.Id, ended.Token);

            Assert.Equal(0, await RunAsync("eng/rollout", folder, "--program", program));
            foreach (var pid in pids)
            {
                await WaitUntilGoneAsync(pid);
            }

            var nodes = NodesOf(folder);
            Assert.Equal(6, nodes.Count);

            // Its gateways do not start; its other nodes do, and have to go again.
            var manifests = Path.Combine(folder, "broken.yaml");
            await File.WriteAllTextAsync(manifests, UnknownSettingOfGateways);
            Assert.Equal(1, await RunAsync("eng/rollout", folder, "--program", program, "--manifests", manifests));
            Assert.Equal(nodes, NodesOf(folder));

            await ended.CancelAsync();
            var posted = await talk;
            Assert.True(posted > 20, $"{posted} messages");
            Assert.Equal(before + posted, await HeadAsync(ana, channel.Id));
        }
        finally
        {
            await SignalAsync(cluster.Id);
            await cluster.WaitForExitAsync().WaitAsync(Patience, TimeProvider.System);
        }
    }

    /// <summary>What has ended is in the list of processes until its parent, the cluster's script, has heard of it.</summary>
    private static async Task WaitUntilGoneAsync(int pid)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (Directory.Exists($"/proc/{pid}"))
        {
            Assert.False(patience.IsCancellationRequested, $"Process {pid} of the release before was left.");
            await looks.WaitForNextTickAsync();
        }
    }

    /// <summary>Two people, by way of the web node, both api nodes and both gateways.</summary>
    private static async Task TalkAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        Assert.Contains("<title>Parley</title>", await http.GetStringAsync("/"), StringComparison.Ordinal);
        using var anonymous = new ParleyClient(new ParleyClientOptions { Server = address });
        var owner = await anonymous.SignUpAsync(new SignUpRequest { Username = "owner", Password = World.Password }, default);
        using var ana = new Person(owner.Account, owner.Token, address);
        await using var laptop = await Listener.StartAsync(ana);
        await using var phone = await Listener.StartAsync(ana);
        var channel = (await ana.Client.ReadSyncAsync(default)).Channels[0].Channel;

        for (var post = 0; post < 20; post++)
        {
            await ana.PostAsync(channel.Id, $"message {post}");
        }

        await laptop.WaitForAsync(channel.Id, ChannelEventTypes.MessagePosted, 20);
        await phone.WaitForAsync(channel.Id, ChannelEventTypes.MessagePosted, 20);
    }

    /// <returns>How many posts were acknowledged, each at the first try or by repeating it with the same key.</returns>
    private static async Task<int> TalkUntilAsync(Person person, Guid channelId, CancellationToken ended)
    {
        var posted = 0;
        while (!ended.IsCancellationRequested)
        {
            await person.PostAsync(channelId, $"message {posted}");
            posted++;
        }

        return posted;
    }

    private static async Task<long> HeadAsync(Person person, Guid channelId)
    {
        return (await person.Client.ReadMessagesAsync(channelId, 1, default)).Head;
    }

    private static List<string> NodesOf(string folder)
    {
        return [.. Directory.GetFiles(Path.Combine(folder, "nodes")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
    }

    private static async Task<int> RunAsync(string script, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Repository.PathOf(script), arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var said = await process.StandardOutput.ReadToEndAsync().WaitAsync(Patience, TimeProvider.System);
        await process.WaitForExitAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        return process.ExitCode;
    }

    private static Process Start(int port, string bus)
    {
        var start = new ProcessStartInfo(Repository.PathOf("eng/cluster"), ["--port", port.ToString(CultureInfo.InvariantCulture), "--bus", bus])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        return Process.Start(start)!;
    }

    private static async Task<(Uri Address, List<int> Pids, string Folder)> ReadStartAsync(Process cluster)
    {
        List<string> lines = [];
        while (await cluster.StandardOutput.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            if (ReadyLine().Match(line) is { Success: true } ready)
            {
                var pids = lines.Select(one => PidLine().Match(one)).Where(match => match.Success);
                return (
                    new Uri(ready.Groups["address"].Value),
                    [.. pids.Select(match => int.Parse(match.Groups["pid"].ValueSpan, CultureInfo.InvariantCulture))],
                    lines.Single(one => one.StartsWith("logs", StringComparison.Ordinal))["logs".Length..].Trim());
            }
        }

        throw new InvalidOperationException($"It ended before it was ready: {string.Join('\n', lines)}");
    }

    private static async Task SignalAsync(int pid)
    {
        using var kill = Process.Start("kill", ["-TERM", pid.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static void SkipWhereMissing(string program)
    {
        var isThere = Directory.GetDirectories("/usr/lib", "postgresql").SelectMany(folder => Directory.GetDirectories(folder)).Select(version => Path.Combine(version, "bin"))
            .Concat(["/usr/sbin", .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')])
            .Any(folder => File.Exists(Path.Combine(folder, program)));
        Assert.SkipUnless(isThere || Environment.GetEnvironmentVariable("CI") is not null, $"'{program}' is not installed: eng/setup says how to get it.");
    }

    [GeneratedRegex(@"is ready at (?<address>http://\S+)", RegexOptions.None, 1000)]
    private static partial Regex ReadyLine();

    [GeneratedRegex(@"pid (?<pid>\d+)$", RegexOptions.None, 1000)]
    private static partial Regex PidLine();
}
