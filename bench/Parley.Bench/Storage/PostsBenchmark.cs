using System.Diagnostics;
using Parley.Bench.Processes;
using Parley.Bench.Results;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Bench.Storage;

/// <summary>Durable posts over REST: many clients, 20 channels, each post acknowledged after its commit. The baseline commits every post by itself.</summary>
internal sealed class PostsBenchmark : IBenchmark
{
    private const int Channels = 20;
    private const int Clients = 50;
    private const int PageSize = 200;
    private const string Grouped = "group commit";
    private const string OnThreeNodes = "group commit, 3 nodes";
    private const string Rate = "posts/s";
    private const string Total = "CPU in all, ms per post";

    private static readonly Side[] Sides = [new(Grouped, 256), new("baseline: a commit per post", 1), new(OnThreeNodes, 256, Nodes: 3)];

    public string Name => "posts";

    public string Description => "Durable posts over REST: group commit against a commit per post.";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var messages = context.IsQuick ? 500 : 10_000;
        var report = context.StartReport(
            this,
            "Posts",
            $"{messages:N0} posts from {Clients} clients to {Channels} channels, each answered once it is committed, after as many to warm up each node; after each run the logs are read back and must hold every post once. " +
            "The clients share the processors with the server; only the CPU of the server and of PostgreSQL's processes is counted.");
        foreach (var kind in context.Databases)
        {
            var table = report.AddTable($"{kind}");
            for (var round = 0; round < context.Rounds; round++)
            {
                foreach (var side in Sides.Where(side => side.Nodes == 1 || kind == DatabaseKind.Postgres))
                {
                    context.Progress($"round {round + 1} of {context.Rounds}: {kind}, {side.Name}");
                    await MeasureAsync(table, kind, side, messages, cancellationToken);
                }
            }

            if (kind == DatabaseKind.Postgres)
            {
                report.Judge(Targets.PostCpu, table.Find(Grouped, Total)!.Median);
                report.Judge(Targets.NodesRate, table.Find(OnThreeNodes, Rate)!.Median / table.Find(Grouped, Rate)!.Median);
            }
        }

        report.SayNotMeasured("the same against Mattermost 5.36 (target: at least 20 times less), which is not on this machine.");
        await context.FinishAsync(report);
    }

    private static async Task MeasureAsync(Measurements table, DatabaseKind kind, Side side, int messages, CancellationToken cancellationToken)
    {
        await using var workspace = await BenchWorkspace.CreateAsync(kind, side.Nodes, ("Parley:Log:BatchPosts", $"{side.Batch}"), ("Parley:Bus", side.Nodes > 1 ? "postgres" : "memory"));
        var channels = await workspace.CreateChannelsAsync(Channels);
        // Each node has to have compiled what is hot, which takes some thousand posts.
        var warmUp = messages * side.Nodes;
        await workspace.PostAsync(channels, warmUp, Clients, cancellationToken);
        var (serverBefore, databaseBefore) = Usage(workspace);
        var start = Stopwatch.GetTimestamp();
        await workspace.PostAsync(channels, messages, Clients, cancellationToken);
        var elapsed = Stopwatch.GetElapsedTime(start);
        var (server, database) = Usage(workspace);
        table.Add(side.Name, Rate, messages / elapsed.TotalSeconds);
        table.Add(side.Name, "CPU of the server, ms per post", (server - serverBefore).TotalMilliseconds / messages);
        table.Add(side.Name, "CPU of the database, ms per post", (database - databaseBefore).TotalMilliseconds / messages);
        table.Add(side.Name, Total, (server - serverBefore + database - databaseBefore).TotalMilliseconds / messages);
        await CheckAsync(workspace, channels, messages + warmUp, cancellationToken);
    }

    private static (TimeSpan Server, TimeSpan Database) Usage(BenchWorkspace workspace)
    {
        var database = workspace.Database.ProcessId is { } id ? ProcessUsage.ProcessorTimeOfTree(id) : TimeSpan.Zero;
        return (workspace.Servers.Aggregate(TimeSpan.Zero, (sum, server) => sum + ProcessUsage.ProcessorTimeOf(server.Id)), database);
    }

    /// <summary>A figure counts only when what was measured is right: every post is there once, as an event and as a message, and seqs are dense.</summary>
    private static async Task CheckAsync(BenchWorkspace workspace, IReadOnlyList<Guid> channels, int expected, CancellationToken cancellationToken)
    {
        var ids = new HashSet<Guid>();
        foreach (var channelId in channels)
        {
            var posted = await ReadPostedAsync(workspace, channelId, cancellationToken);
            var seq = 0L;
            while (await workspace.Client.ReadMessagesAfterAsync(channelId, seq, PageSize, cancellationToken) is { Messages: { Count: > 0 } messages })
            {
                ids.UnionWith(messages.Where(message => posted.Remove(message.Seq)).Select(message => message.ClientMessageId));
                seq = messages[^1].Seq;
            }

            if (posted.Count > 0)
            {
                throw new InvalidOperationException($"Channel {channelId} has events without their messages: {string.Join(", ", posted)}.");
            }
        }

        if (ids.Count != expected)
        {
            throw new InvalidOperationException($"{expected} posts were acknowledged, {ids.Count} are in the log.");
        }
    }

    /// <returns>The seqs of the posted messages.</returns>
    private static async Task<HashSet<long>> ReadPostedAsync(BenchWorkspace workspace, Guid channelId, CancellationToken cancellationToken)
    {
        var posted = new HashSet<long>();
        var seq = 0L;
        while (await workspace.Client.ReadEventsAsync(channelId, seq, PageSize, cancellationToken) is { Events: { Count: > 0 } events })
        {
            foreach (var one in events)
            {
                if (one.Seq != ++seq)
                {
                    throw new InvalidOperationException($"Channel {channelId} has a hole before seq {one.Seq}.");
                }

                if (one.Type == ChannelEventTypes.MessagePosted)
                {
                    posted.Add(seq);
                }
            }
        }

        return posted;
    }

    /// <param name="Name">In the table.</param>
    /// <param name="Batch">Posts in one commit at most.</param>
    /// <param name="Nodes">How many the clients are spread over; with more than one there is a bus between them.</param>
    private sealed record Side(string Name, int Batch, int Nodes = 1);
}
