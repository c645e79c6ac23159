using System.CommandLine;
using System.Diagnostics;
using System.Net.Http.Headers;
using Parley.Testing;

namespace Parley.Bench;

/// <summary>Opening a channel at its end: the newest page of messages over REST. The baseline is a channel with one page in it.</summary>
internal static class OpenChannelBenchmark
{
    private const int Page = 50;

    public static Command Command()
    {
        var messages = new Option<int>("--messages") { Description = "Messages in the large channel.", DefaultValueFactory = _ => 100_000 };
        var requests = new Option<int>("--requests") { Description = "Measured requests to each channel, in turn.", DefaultValueFactory = _ => 500 };
        var database = new Option<DatabaseKind>("--database") { Description = "sqlite or postgres.", DefaultValueFactory = _ => DatabaseKind.Sqlite };
        var command = new Command("open-channel", "The newest page of a large channel against that of a small one.") { messages, requests, database };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(database), parsed.GetValue(messages), parsed.GetValue(requests)));
        return command;
    }

    private static async Task<int> RunAsync(DatabaseKind kind, int messages, int requests)
    {
        await using var workspace = await BenchWorkspace.CreateAsync(kind);
        var channels = await workspace.CreateChannelsAsync(2);
        await workspace.PostAsync([channels[0]], messages, clients: 64);
        await workspace.PostAsync([channels[1]], Page, clients: 1);
        using var http = new HttpClient { BaseAddress = workspace.Server.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", workspace.Token);
        var figures = new[]
        {
            new Figures($"newest {Page} of {messages} messages", "ms"),
            new Figures($"baseline: newest {Page} of {Page} messages", "ms"),
        };
        for (var request = -50; request < requests; request++)
        {
            for (var side = 0; side < figures.Length; side++)
            {
                var start = Stopwatch.GetTimestamp();
                await http.GetByteArrayAsync($"/api/v1/channels/{channels[side]}/messages?limit={Page}");
                if (request >= 0)
                {
                    figures[side].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        Console.WriteLine($"Opening a channel at its end over REST, one request at a time, {kind}: min, median, max; 95th percentile");
        foreach (var figure in figures)
        {
            Console.WriteLine($"{figure}; {figure.At(0.95):N2}");
        }

        return 0;
    }
}
