using System.Net.WebSockets;
using Parley.Contracts;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests;

/// <summary>The engine as its clients meet it, over real WebSockets, with each of the writers.</summary>
public abstract class EventStreamHubTests(FrameWriterKind writer) : IAsyncDisposable
{
    private static readonly Guid Channel = EngineWorld.Id(1);
    private static readonly Guid Ana = EngineWorld.Id(100);
    private static readonly Guid Ben = EngineWorld.Id(101);

    private readonly HubWorld _world = Create(writer);

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Members_get_a_channels_events_live()
    {
        var (ana, ben) = (await _world.ConnectAsync(Ana), await _world.ConnectAsync(Ben));
        for (var post = 0; post < 500; post++)
        {
            _world.Publish(_world.Log.Post(Channel, textBytes: post % 300));
        }

        foreach (var client in new[] { ana, ben })
        {
            for (var seq = 3; seq <= 502; seq++)
            {
                Assert.Equal(seq, (await client.ReceiveAsync("message.posted")).GetProperty("seq").GetInt64());
            }
        }
    }

    [Fact]
    public async Task A_browsers_cookie_signs_in()
    {
        var client = _world.Open(Ana.ToString());

        await client.SendAsync("""{"type":"connect"}""");

        Assert.Equal(Ana, (await client.ReceiveAsync(FrameTypes.Ready)).GetProperty("accountId").GetGuid());
    }

    [Fact]
    public async Task A_closing_client_is_answered_with_its_code_and_forgotten()
    {
        var ana = await _world.ConnectAsync(Ana);
        Assert.Equal(1, _world.Meters["parley.realtime.connections"]);

        await ana.CloseAsync();

        Assert.Equal((int)WebSocketCloseStatus.NormalClosure, await ana.ReceiveCloseAsync());
        await ana.EndedAsync();
        Assert.Equal(0, _world.Hub.Connections.Count);
        Assert.Empty(_world.Hub.Feeds.ChannelIds);
        Assert.Equal(0, _world.Meters["parley.realtime.connections"]);
    }

    [Fact]
    public async Task A_client_that_is_gone_without_a_word_is_forgotten()
    {
        var ana = await _world.ConnectAsync(Ana);

        await ana.Raw.DisposeAsync();

        await ana.EndedAsync();
        Assert.Equal(0, _world.Hub.Connections.Count);
        Assert.Empty(_world.Hub.Feeds.ChannelIds);
    }

    [Fact]
    public async Task Frames_up_to_64_KiB_are_read_and_larger_ones_close_with_1009()
    {
        var ana = await _world.ConnectAsync(Ana);
        var padding = Limits.ClientFrameBytes - """{"type":"ping","n":1,"x":""}""".Length;
        await ana.SendAsync($$"""{"type":"ping","n":1,"x":"{{new string('x', padding)}}"}""");
        await ana.ReceiveAsync(FrameTypes.Pong);

        await ana.SendAsync($$"""{"type":"ping","n":1,"x":"{{new string('x', padding + 1)}}"}""");

        Assert.Equal(1009, await ana.ReceiveCloseAsync());
        await ana.CloseAsync();
        await ana.EndedAsync();
    }

    [Fact]
    public async Task Fragments_are_put_together()
    {
        var ana = await _world.ConnectAsync(Ana);
        foreach (var (part, isLast) in new[] { ("""{"type":""", false), ("\"pi", false), ("ng\",\"n\":3}", true) })
        {
            await ana.Socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(part), WebSocketMessageType.Text, isLast, TestContext.Current.CancellationToken);
        }

        Assert.Equal(3, (await ana.ReceiveAsync(FrameTypes.Pong)).GetProperty("n").GetInt64());
    }

    [Fact]
    public async Task Binary_and_malformed_frames_close_with_4400()
    {
        var (binary, malformed, empty) = (await _world.ConnectAsync(Ana), await _world.ConnectAsync(Ana), await _world.ConnectAsync(Ana));

        await binary.SendAsync([1, 2, 3], WebSocketMessageType.Binary);
        await malformed.SendAsync("hello");
        await empty.SendAsync("");

        Assert.Equal(4400, await binary.ReceiveCloseAsync());
        Assert.Equal(4400, await malformed.ReceiveCloseAsync());
        Assert.Equal(4400, await empty.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Text_that_is_no_text_closes_with_1007()
    {
        var ana = await _world.ConnectAsync(Ana);

        await ana.SendAsync([0x22, 0xC3, 0x28, 0x22]);

        Assert.Equal(1007, await ana.ReceiveCloseAsync());
        await ana.EndedAsync();
    }

    [Fact]
    public async Task A_peer_that_breaks_the_protocol_closes_with_1002()
    {
        var ana = await _world.ConnectAsync(Ana);

        // A reserved opcode, masked.
        await ana.Raw.WriteAsync(new byte[] { 0x83, 0x80, 0, 0, 0, 0 }, TestContext.Current.CancellationToken);

        Assert.Equal(1002, await ana.ReceiveCloseAsync());
        await ana.EndedAsync();
    }

    [Fact]
    public async Task More_frames_than_a_client_may_send_close_with_4429()
    {
        var ana = await _world.ConnectAsync(Ana);
        for (var number = 0; number < 60; number++)
        {
            await ana.SendAsync($$"""{"type":"ping","n":{{number}}}""");
        }

        Assert.Equal(4429, await ana.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Pings_of_the_library_are_answered_between_frames_and_counted()
    {
        var ana = await _world.ConnectAsync(Ana);
        for (var ping = 0; ping < 30; ping++)
        {
            // An empty ping, masked.
            await ana.Raw.WriteAsync(new byte[] { 0x89, 0x80, 0, 0, 0, 0 }, TestContext.Current.CancellationToken);
            _world.Publish(_world.Log.Post(Channel));
        }

        for (var seq = 3; seq <= 32; seq++)
        {
            Assert.Equal(seq, (await ana.ReceiveAsync("message.posted")).GetProperty("seq").GetInt64());
        }

        await ana.Raw.WriteAsync(Enumerable.Repeat(new byte[] { 0x89, 0x80, 0, 0, 0, 0 }, 40).SelectMany(one => one).ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal(4429, await ana.ReceiveCloseAsync());
    }

    [Fact]
    public async Task The_heartbeats_ping_keeps_a_live_connection_open()
    {
        var ana = await _world.ConnectAsync(Ana);
        for (var turn = 0; turn < 5; turn++)
        {
            _world.Time.Advance(TimeSpan.FromSeconds(25));
            _world.Hub.Heartbeat.Beat();

            // The library answers the ping while it looks for the event behind it; the server has read that answer when it has read our ping.
            _world.Publish(_world.Log.Post(Channel));
            await ana.ReceiveAsync("message.posted");
            await ana.SendAsync("""{"type":"ping","n":1}""");
            await ana.ReceiveAsync(FrameTypes.Pong);
        }
    }

    [Fact]
    public async Task A_reader_that_does_not_read_is_closed_and_given_up_and_others_get_everything()
    {
        var (slow, quick) = (await _world.ConnectAsync(Ana), await _world.ConnectAsync(Ben));
        var seq = 2L;
        while (_world.Meters["parley.realtime.slow_readers"] == 0)
        {
            _world.Publish(_world.Log.Post(Channel, textBytes: 20_000));
            Assert.Equal(++seq, (await quick.ReceiveAsync("message.posted")).GetProperty("seq").GetInt64());
            Assert.True(seq < 500, "The slow reader was not closed.");
        }

        _world.Time.Advance(TimeSpan.FromSeconds(5));
        _world.Hub.Heartbeat.Beat();

        await slow.EndedAsync();
        _world.Publish(_world.Log.Post(Channel));
        Assert.Equal(seq + 1, (await quick.ReceiveAsync("message.posted")).GetProperty("seq").GetInt64());
    }

    [Fact]
    public async Task A_database_that_fails_at_connect_closes_with_4500()
    {
        _world.Ports.OnFollowedRead = _ => throw new IOException("The database did not answer.");
        var client = _world.Open(cookieToken: null);

        await client.SendAsync(new ConnectFrame { Token = Ana.ToString() });

        Assert.Equal(4500, await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Stopping_sends_what_is_queued_and_closes_with_4503()
    {
        var (ana, ben) = (await _world.ConnectAsync(Ana), await _world.ConnectAsync(Ben));
        var stopped = _world.Hub.StopAsync(TestContext.Current.CancellationToken);
        foreach (var client in new[] { ana, ben })
        {
            Assert.Equal(4503, await client.ReceiveCloseAsync());
            await client.CloseAsync();
        }

        await stopped;

        Assert.Equal(0, _world.Hub.Connections.Count);
        Assert.Equal(4503, await _world.Open(cookieToken: null).ReceiveCloseAsync());
    }

    [Fact]
    public async Task Stopping_does_not_wait_for_ever()
    {
        var ana = await _world.ConnectAsync(Ana);
        var stopped = _world.Hub.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal(4503, await ana.ReceiveCloseAsync());
        Assert.False(stopped.IsCompleted);

        _world.Time.Advance(TimeSpan.FromSeconds(5));

        await stopped;
        await ana.EndedAsync();
    }

    [Fact]
    public async Task A_client_that_resumes_after_each_break_has_everything_once()
    {
        const int Posts = 2_000;
        await using var world = new HubWorld(writer, new RealtimeOptions { ReplayEvents = 2 * Posts });
        world.Log.Join(Channel, Ana);
        var posting = Task.Run(() =>
        {
            for (var post = 0; post < Posts; post++)
            {
                var posted = world.Log.Post(Channel);
                if (post % 7 != 0)
                {
                    world.Publish(posted);
                }
            }

            // The last one is told, so that the end of the log is known.
            world.Publish(world.Log.Post(Channel));
        }, TestContext.Current.CancellationToken);

        var cursor = 1L;
        for (var breaks = 0; cursor < Posts + 2; breaks++)
        {
            var client = world.Open(cookieToken: null);
            await client.SendAsync(new ConnectFrame
            {
                Token = Ana.ToString(),
                Epoch = "e1",
                Cursors = new Dictionary<Guid, long> { [Channel] = cursor },
            });
            await client.ReceiveAsync(FrameTypes.Ready);
            for (var events = 0; events < 100 + (breaks % 50) && cursor < Posts + 2; events++)
            {
                Assert.Equal(++cursor, (await client.ReceiveAsync("message.posted")).GetProperty("seq").GetInt64());
            }

            await client.DisposeAsync();
        }

        await posting;
    }

    private static HubWorld Create(FrameWriterKind writer)
    {
        var world = new HubWorld(writer);
        world.Log.Join(Channel, Ana);
        world.Log.Join(Channel, Ben);
        return world;
    }
}

public sealed class EventStreamHubOverStreamsTests() : EventStreamHubTests(FrameWriterKind.Stream);

public sealed class EventStreamHubOverSocketsTests() : EventStreamHubTests(FrameWriterKind.Direct);
