using System.Diagnostics;
using System.Net.Http.Headers;
using Parley.Bench.Results;
using Parley.Testing;

namespace Parley.Bench.Storage;

/// <summary>Opening a channel at its end: the newest page of messages over REST. The baseline is a channel with one page in it.</summary>
internal sealed class OpenChannelBenchmark : IBenchmark
{
    private const int Page = 50;
    private const int WarmUpRequests = 50;
    private const string Time = "p50, ms";

    public string Name => "open-channel";

    public string Description => "The newest page of a large channel against that of a small one.";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var messages = context.IsQuick ? 1_000 : 100_000;
        var requests = context.IsQuick ? 50 : 500;
        var report = context.StartReport(
            this,
            "Opening a channel",
            $"The newest {Page} messages over REST, of a channel with {messages:N0} and of one with {Page}, in turn, {requests} requests each, one at a time. Times are the client's: HTTP is in them.");
        foreach (var kind in context.Databases)
        {
            context.Progress($"{kind}: {messages} posts");
            await MeasureAsync(report, kind, messages, requests, cancellationToken);
        }

        await context.FinishAsync(report);
    }

    private static async Task MeasureAsync(Report report, DatabaseKind kind, int messages, int requests, CancellationToken cancellationToken)
    {
        await using var workspace = await BenchWorkspace.CreateAsync(kind);
        var channels = await workspace.CreateChannelsAsync(2);
        await workspace.PostAsync([channels[0]], messages, clients: 64, cancellationToken);
        await workspace.PostAsync([channels[1]], Page, clients: 1, cancellationToken);
        using var http = new HttpClient { BaseAddress = workspace.Servers[0].Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", workspace.Token);
        var times = new[] { new Figures(), new Figures() };
        for (var request = -WarmUpRequests; request < requests; request++)
        {
            for (var side = 0; side < times.Length; side++)
            {
                var start = Stopwatch.GetTimestamp();
                await http.GetByteArrayAsync($"/api/v1/channels/{channels[side]}/messages?limit={Page}", cancellationToken);
                if (request >= 0)
                {
                    times[side].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        var table = report.AddTable($"{kind}");
        string[] subjects = [$"newest {Page} of {messages:N0}", $"baseline: newest {Page} of {Page}"];
        foreach (var (subject, figures) in subjects.Zip(times))
        {
            table.Add(subject, Time, figures.Median);
            table.Add(subject, "p95, ms", figures.At(0.95));
            table.Add(subject, "smallest, ms", figures.Smallest);
            table.Add(subject, "largest, ms", figures.Largest);
        }

        report.Judge(Targets.OpenChannel with { What = $"{Targets.OpenChannel.What}, {kind}" }, times[0].Median);
    }
}
