using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Parley.Client.Tests;

public sealed class EventStreamSimulationTests
{
    private const int Events = 300;

    /// <summary>A server that repeats, skips and hangs up at random, over a log that tells the truth: the reader has every event once, in order.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Whatever_the_connection_does_every_event_comes_once_and_in_order(int seed)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = AnswerFromLogAsync;
        using var client = server.Client();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var serving = ServeAsync(server, new Random(seed), stop.Token);

        List<long> seen = [];
        var start = new EventStreamOptions { Epoch = "e1", Cursors = new Dictionary<Guid, long> { [World.Kitchen] = 0 } };
        await foreach (var frame in client.OpenEventStream(start).ReadAsync(stop.Token))
        {
            if (frame is StreamFrame.ChannelEvent arrived)
            {
                seen.Add(arrived.Event.Seq);
                if (arrived.Event.Seq == Events)
                {
                    break;
                }
            }
        }

        await stop.CancelAsync();
        await serving;
        Assert.Equal(Enumerable.Range(1, Events).Select(seq => (long)seq), seen);
    }

    private static async Task ServeAsync(ScriptedServer server, Random random, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Peer peer;
            try
            {
                peer = await server.NextPeerAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            var seq = peer.Frame.GetProperty("cursors").GetProperty(World.Kitchen.ToString()).GetInt64() + 1;
            await peer.ReadyAsync("e1", (World.Kitchen, Events));
            for (; seq <= Events && random.Next(40) != 0; seq++)
            {
                var jump = random.Next(10) switch
                {
                    0 => -random.Next(1, 5),
                    1 => random.Next(1, 8),
                    _ => 0,
                };
                seq = Math.Clamp(seq + jump, 1, Events);
                await peer.TrySendAsync(World.Posted(World.Kitchen, seq));
            }

            if (seq <= Events)
            {
                peer.Abort();
            }
        }
    }

    private static Task AnswerFromLogAsync(HttpContext context)
    {
        var after = long.Parse(context.Request.Query["after"]!, CultureInfo.InvariantCulture);
        var events = Enumerable.Range((int)after + 1, (int)Math.Min(3, Events - after)).Select(seq => World.Posted(World.Kitchen, seq)).ToArray();
        return context.Response.WriteAsync(World.EventPage("e1", Events, events));
    }
}
