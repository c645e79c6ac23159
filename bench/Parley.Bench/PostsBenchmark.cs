using System.CommandLine;
using System.Diagnostics;
using Parley.Testing;

namespace Parley.Bench;

/// <summary>Durable posts over REST: many clients, 20 channels, each post acknowledged after its commit. The baseline commits every post by itself.</summary>
internal static class PostsBenchmark
{
    private const int Channels = 20;

    public static Command Command()
    {
        var messages = new Option<int>("--messages") { Description = "Posts per run.", DefaultValueFactory = _ => 10_000 };
        var clients = new Option<int>("--clients") { Description = "Clients that post at once.", DefaultValueFactory = _ => 50 };
        var runs = new Option<int>("--runs") { Description = "Runs of each side, in turn.", DefaultValueFactory = _ => 5 };
        var database = new Option<DatabaseKind>("--database") { Description = "sqlite or postgres.", DefaultValueFactory = _ => DatabaseKind.Sqlite };
        var command = new Command("posts", "Durable posts over REST: group commit against a commit per post.") { messages, clients, runs, database };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(database), parsed.GetValue(messages), parsed.GetValue(clients), parsed.GetValue(runs)));
        return command;
    }

    private static async Task<int> RunAsync(DatabaseKind kind, int messages, int clients, int runs)
    {
        var sides = new[] { (Name: "group commit", Batch: 256), (Name: "baseline: a commit per post", Batch: 1) };
        var rates = sides.Select(side => new Figures($"{side.Name}, posts", "1/s")).ToArray();
        var processor = sides.Select(side => new Figures($"{side.Name}, server CPU", "ms per post")).ToArray();
        for (var run = 0; run < runs; run++)
        {
            for (var side = 0; side < sides.Length; side++)
            {
                await MeasureAsync(kind, messages, clients, sides[side].Batch, rates[side], processor[side]);
            }
        }

        Console.WriteLine($"{messages} posts from {clients} clients to {Channels} channels, {kind}, {Environment.ProcessorCount} processors shared with the clients: min, median, max");
        foreach (var figures in rates.Concat(processor))
        {
            Console.WriteLine(figures);
        }

        return 0;
    }

    private static async Task MeasureAsync(DatabaseKind kind, int messages, int clients, int batch, Figures rate, Figures processor)
    {
        await using var workspace = await BenchWorkspace.CreateAsync(kind, ("Parley:Log:BatchPosts", $"{batch}"));
        var channels = await workspace.CreateChannelsAsync(Channels);
        await workspace.PostAsync(channels, messages / 10, clients);
        var processorBefore = workspace.Server.ProcessorTime;
        var start = Stopwatch.GetTimestamp();
        await workspace.PostAsync(channels, messages, clients);
        rate.Add(messages / Stopwatch.GetElapsedTime(start).TotalSeconds);
        processor.Add((workspace.Server.ProcessorTime - processorBefore).TotalMilliseconds / messages);
        await CheckAsync(workspace, channels, messages + (messages / 10));
    }

    /// <summary>A figure counts only when what was measured is right: every post is there once, and seqs are dense.</summary>
    private static async Task CheckAsync(BenchWorkspace workspace, IReadOnlyList<Guid> channels, int expected)
    {
        var found = 0;
        var ids = new HashSet<Guid>();
        foreach (var channelId in channels)
        {
            var seq = 0L;
            while (await workspace.Client.ReadEventsAsync(channelId, seq, 200, default) is { Events.Count: > 0 } page)
            {
                foreach (var one in page.Events)
                {
                    if (one.Seq != ++seq)
                    {
                        throw new InvalidOperationException($"Channel {channelId} has a hole before seq {one.Seq}.");
                    }

                    if (one.Type == Contracts.ChannelEventTypes.MessagePosted && ids.Add(one.Data.GetProperty("clientMessageId").GetGuid()))
                    {
                        found++;
                    }
                }
            }
        }

        if (found != expected)
        {
            throw new InvalidOperationException($"{expected} posts were acknowledged, {found} are in the log.");
        }
    }
}
