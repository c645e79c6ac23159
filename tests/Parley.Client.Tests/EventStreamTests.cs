using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Parley.Contracts;

namespace Parley.Client.Tests;

public sealed class EventStreamTests
{
    [Fact]
    public async Task It_starts_at_the_heads_and_hands_out_what_comes()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = server.Client();
        var stream = client.OpenEventStream();
        await using var reading = new StreamReading(stream);

        var next = reading.NextAsync(7);
        var peer = await server.NextPeerAsync();
        await peer.ReadyAsync("e1", (World.Kitchen, 41));
        await peer.SendAsync(World.Posted(World.Kitchen, 42));
        await peer.SendAsync($$"""{"type":"typing","channelId":"{{World.Kitchen}}","accountId":"{{World.Bo}}"}""");
        await peer.SendAsync($$$"""{"type":"presence","isSnapshot":true,"accounts":{"{{{World.Bo}}}":"away"}}""");
        await peer.SendAsync("""{"type":"pong","n":1}""");
        await peer.SendAsync("""{"type":"of.a.later.version","n":1}""");
        await peer.SendAsync($$"""{"type":"read-marker","channelId":"{{World.Kitchen}}","seq":42,"version":3}""");
        await peer.SendAsync("""{"type":"me.changed"}""");
        await peer.SendAsync($$"""{"type":"account.changed","accountId":"{{World.Kitchen}}"}""");

        Assert.Equal(["connected", "kitchen 42", "typing kitchen", "presence Away True", "read kitchen 42 of 3", "me", "changed kitchen"], await next);
        Assert.Equal("connect", peer.Frame.GetProperty("type").GetString());
        Assert.Equal("secret", peer.Frame.GetProperty("token").GetString());
        Assert.Equal(JsonValueKind.Null, peer.Frame.GetProperty("epoch").ValueKind);
        Assert.Equal(42, stream.Cursors[World.Kitchen]);
    }

    [Fact]
    public void An_event_of_an_earlier_version_is_read_without_what_is_no_longer_in_it()
    {
        var json = World.Event("message.posted", World.Kitchen, 7, $$"""{"text":"ahoy","clientMessageId":"{{World.Bo}}"}""");

        var read = JsonSerializer.Deserialize(json, ParleyJson.Context.ChannelEventDto)!;

        Assert.Equal(new MessagePosted { Text = "ahoy" }, read.AsMessagePosted());
    }

    [Fact]
    public async Task After_a_break_it_resumes_from_its_cursors_and_drops_what_it_has()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = server.Client();
        var stream = client.OpenEventStream();
        await using var reading = new StreamReading(stream);

        var next = reading.NextAsync(7);
        var first = await server.NextPeerAsync();
        await first.ReadyAsync("e1", (World.Kitchen, 10), (World.Garden, 3));
        await first.SendAsync(World.Posted(World.Kitchen, 11));
        await first.SendAsync(World.Posted(World.Kitchen, 12));
        await first.CloseAsync(CloseCodes.ServerStopping);
        var second = await server.NextPeerAsync();
        await second.ReadyAsync("e1", (World.Kitchen, 13), (World.Garden, 3));
        await second.SendAsync(World.Posted(World.Kitchen, 12));
        await second.SendAsync(World.Posted(World.Kitchen, 13));
        await second.SendAsync(World.Posted(World.Garden, 4));

        Assert.Equal(["connected", "kitchen 11", "kitchen 12", "disconnected 4503", "resumed", "kitchen 13", "garden 4"], await next);
        Assert.Equal("e1", second.Frame.GetProperty("epoch").GetString());
        Assert.Equal(12, second.Frame.GetProperty("cursors").GetProperty(World.Kitchen.ToString()).GetInt64());
        Assert.Equal(3, second.Frame.GetProperty("cursors").GetProperty(World.Garden.ToString()).GetInt64());
        Assert.Equal(1, stream.Repeats);
        Assert.Equal(0, stream.Gaps);
    }

    [Fact]
    public async Task A_stream_that_is_given_cursors_resumes_from_them()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = server.Client();
        await using var reading = new StreamReading(client.OpenEventStream(new EventStreamOptions
        {
            Epoch = "e1",
            Cursors = new Dictionary<Guid, long> { [World.Kitchen] = 7 },
        }));

        var next = reading.NextAsync(3);
        var peer = await server.NextPeerAsync();
        await peer.ReadyAsync("e1", (World.Kitchen, 8), (World.Garden, 20));
        await peer.SendAsync(World.Posted(World.Kitchen, 8));

        Assert.Equal(["resumed", "reset garden 20", "kitchen 8"], await next);
        Assert.Equal(7, peer.Frame.GetProperty("cursors").GetProperty(World.Kitchen.ToString()).GetInt64());
    }

    [Fact]
    public async Task A_gap_is_filled_from_the_log_before_anything_later_is_shown()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = context => context.Response.WriteAsync(
            World.EventPage("e1", head: 5, World.Posted(World.Kitchen, 3), World.Posted(World.Kitchen, 4), World.Posted(World.Kitchen, 5)));
        using var client = server.Client();
        var stream = client.OpenEventStream();
        await using var reading = new StreamReading(stream);

        var next = reading.NextAsync(4);
        var peer = await server.NextPeerAsync();
        await peer.ReadyAsync("e1", (World.Kitchen, 2));
        await peer.SendAsync(World.Posted(World.Kitchen, 5));

        Assert.Equal(["connected", "kitchen 3", "kitchen 4", "kitchen 5"], await next);
        Assert.Equal([$"GET /api/v1/channels/{World.Kitchen}/events?limit=200&after=2"], server.Calls);
        Assert.Equal(1, stream.Gaps);
    }

    [Fact]
    public async Task A_gap_that_cannot_be_filled_is_said_and_not_hidden()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = server.Client();
        await using var reading = new StreamReading(client.OpenEventStream());

        var next = reading.NextAsync(4);
        var peer = await server.NextPeerAsync();
        await peer.ReadyAsync("e1", (World.Kitchen, 2));
        await peer.SendAsync(World.Posted(World.Kitchen, 5));
        await peer.SendAsync(World.Posted(World.Kitchen, 6));

        Assert.Equal(["connected", "reset kitchen 4", "kitchen 5", "kitchen 6"], await next);
    }

    [Fact]
    public async Task When_the_log_does_not_answer_the_stream_reconnects_before_the_gap()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        };
        using var client = server.Client();
        await using var reading = new StreamReading(client.OpenEventStream());

        var next = reading.NextAsync(4);
        var first = await server.NextPeerAsync();
        await first.ReadyAsync("e1", (World.Kitchen, 2));
        await first.SendAsync(World.Posted(World.Kitchen, 5));
        var second = await server.NextPeerAsync();
        await second.ReadyAsync("e1", (World.Kitchen, 5));
        await second.SendAsync(World.Posted(World.Kitchen, 3));

        Assert.Equal(["connected", "disconnected 1006", "resumed", "kitchen 3"], await next);
        Assert.Equal(2, second.Frame.GetProperty("cursors").GetProperty(World.Kitchen.ToString()).GetInt64());
    }

    [Fact]
    public async Task A_reset_moves_the_cursor_and_the_next_event_follows_it()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = server.Client();
        var stream = client.OpenEventStream(new EventStreamOptions { Epoch = "e1", Cursors = new Dictionary<Guid, long> { [World.Kitchen] = 1 } });
        await using var reading = new StreamReading(stream);

        var next = reading.NextAsync(3);
        var peer = await server.NextPeerAsync();
        await peer.ReadyAsync("e1", (World.Kitchen, 5000));
        await peer.SendAsync($$"""{"type":"channel.reset","channelId":"{{World.Kitchen}}","head":5000}""");
        await peer.SendAsync(World.Posted(World.Kitchen, 5001));

        Assert.Equal(["resumed", "reset kitchen 5000", "kitchen 5001"], await next);
    }

    [Fact]
    public async Task In_another_epoch_every_channel_is_reset_once()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = server.Client();
        var stream = client.OpenEventStream(new EventStreamOptions { Epoch = "e1", Cursors = new Dictionary<Guid, long> { [World.Kitchen] = 90 } });
        await using var reading = new StreamReading(stream);

        var next = reading.NextAsync(3);
        var peer = await server.NextPeerAsync();
        await peer.ReadyAsync("e2", (World.Kitchen, 80));
        await peer.SendAsync($$"""{"type":"channel.reset","channelId":"{{World.Kitchen}}","head":80}""");
        await peer.SendAsync(World.Posted(World.Kitchen, 81));

        Assert.Equal(["resumed", "reset kitchen 80", "kitchen 81"], await next);
        Assert.Equal("e2", stream.Epoch);
    }

    [Fact]
    public async Task Joining_and_leaving_while_connected_need_no_other_frame()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = server.Client();
        var stream = client.OpenEventStream();
        await using var reading = new StreamReading(stream);
        var self = $$"""{"accountId":"{{World.Ana}}"}""";

        var next = reading.NextAsync(6);
        var peer = await server.NextPeerAsync();
        await peer.ReadyAsync("e1");
        await peer.SendAsync(World.Event("member.joined", World.Garden, 30, self));
        await peer.SendAsync(World.Event("reaction.of.a.later.version", World.Garden, 31, "{}"));
        await peer.SendAsync(World.Event("member.left", World.Garden, 32, self));
        await peer.SendAsync(World.Event("member.joined", World.Garden, 40, self));
        await peer.SendAsync(World.Posted(World.Garden, 41));

        Assert.Equal(["connected", "garden 30", "garden 31", "garden 32", "garden 40", "garden 41"], await next);
        Assert.Equal(0, stream.Gaps);
    }

    [Fact]
    public async Task What_was_read_of_a_channel_that_was_left_is_said_at_the_next_connect_so_that_late_word_of_the_joining_repeats_nothing()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = server.Client();
        var stream = client.OpenEventStream();
        await using var reading = new StreamReading(stream);

        var next = reading.NextAsync(6);
        var first = await server.NextPeerAsync();
        await first.ReadyAsync("e1", (World.Kitchen, 2), (World.Garden, 7));
        await first.SendAsync(World.Event("member.left", World.Garden, 8, $$"""{"accountId":"{{World.Ana}}"}"""));
        await first.CloseAsync(CloseCodes.ServerStopping);
        var second = await server.NextPeerAsync();
        await second.ReadyAsync("e1", (World.Kitchen, 2));
        await second.CloseAsync(CloseCodes.ServerStopping);
        var third = await server.NextPeerAsync();
        await third.ReadyAsync("e1", (World.Kitchen, 2));

        Assert.Equal(["connected", "garden 8", "disconnected 4503", "resumed", "disconnected 4503", "resumed"], await next);
        Assert.Equal(8, second.Frame.GetProperty("cursors").GetProperty(World.Garden.ToString()).GetInt64());
        Assert.Equal(8, third.Frame.GetProperty("cursors").GetProperty(World.Garden.ToString()).GetInt64());
    }

    [Fact]
    public async Task A_channel_that_was_left_and_joined_again_while_away_goes_on_with_the_joining()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = server.Client();
        var stream = client.OpenEventStream();
        await using var reading = new StreamReading(stream);
        var self = $$"""{"accountId":"{{World.Ana}}"}""";

        var next = reading.NextAsync(6);
        var first = await server.NextPeerAsync();
        await first.ReadyAsync("e1", (World.Garden, 7));
        await first.SendAsync(World.Event("member.left", World.Garden, 8, self));
        await first.CloseAsync(CloseCodes.ServerStopping);
        var second = await server.NextPeerAsync();
        await second.ReadyAsync("e1", (World.Garden, 31));
        await second.SendAsync(World.Event("member.joined", World.Garden, 30, self));
        await second.SendAsync(World.Posted(World.Garden, 31));

        Assert.Equal(["connected", "garden 8", "disconnected 4503", "resumed", "garden 30", "garden 31"], await next);
        Assert.Equal((0, 0), (stream.Gaps, stream.Repeats));
        Assert.Equal(31, stream.Cursors[World.Garden]);
    }

    [Theory]
    [InlineData(CloseCodes.BadCredentials)]
    [InlineData(CloseCodes.Revoked)]
    [InlineData(CloseCodes.Malformed)]
    public async Task A_close_code_that_reconnecting_does_not_help_ends_the_stream(int code)
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = server.Client();
        await using var reading = new StreamReading(client.OpenEventStream());

        var next = reading.NextAsync(1);
        var peer = await server.NextPeerAsync();
        await peer.CloseAsync(code);

        var closed = await Assert.ThrowsAsync<EventStreamClosedException>(() => next);
        Assert.Equal(code, closed.CloseCode);
    }

    [Theory]
    [InlineData(CloseCodes.TooSlow)]
    [InlineData(CloseCodes.TimedOut)]
    [InlineData(CloseCodes.ServerFault)]
    [InlineData(1001)]
    public async Task Any_other_close_code_leads_to_a_new_connection(int code)
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = server.Client();
        await using var reading = new StreamReading(client.OpenEventStream());

        var next = reading.NextAsync(3);
        var first = await server.NextPeerAsync();
        await first.ReadyAsync("e1");
        await first.CloseAsync(code);
        var second = await server.NextPeerAsync();
        await second.ReadyAsync("e1");

        Assert.Equal(["connected", $"disconnected {code}", "resumed"], await next);
    }

    [Fact]
    public async Task After_a_node_that_leaves_the_next_attempt_is_soon_and_at_a_moment_of_its_own_each_time()
    {
        await using var server = await ScriptedServer.StartAsync();
        var time = new SignallingTime();
        using var client = server.Client(time, new HalfWay());
        await using var reading = new StreamReading(client.OpenEventStream());

        var next = reading.NextAsync(6);
        for (var node = 0; node < 3; node++)
        {
            var peer = await server.NextPeerAsync();
            await peer.ReadyAsync("e1");
            await peer.CloseAsync(CloseCodes.ServerStopping);
            if (node < 2)
            {
                await time.NextWaitAsync(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(0.5));
                time.Advance(TimeSpan.FromSeconds(0.5));
            }
        }

        Assert.Equal(["connected", "disconnected 4503", "resumed", "disconnected 4503", "resumed", "disconnected 4503"], await next);
    }

    [Fact]
    public async Task A_silent_connection_is_asked_and_then_given_up()
    {
        await using var server = await ScriptedServer.StartAsync();
        var time = new SignallingTime();
        using var client = server.Client(time);
        await using var reading = new StreamReading(client.OpenEventStream());

        var connected = reading.NextAsync(1);
        var first = await server.NextPeerAsync();
        await first.ReadyAsync("e1");
        Assert.Equal(["connected"], await connected);

        // Silence counts while someone reads, and this does from here on.
        var next = reading.NextAsync(2);
        var ping = await time.PassUntilAsync(first.ReadAsync(), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(25));
        await time.NextWaitAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(10));
        var second = await server.NextPeerAsync();
        await second.ReadyAsync("e1");

        Assert.Equal("ping", ping.GetProperty("type").GetString());
        Assert.Equal(["disconnected 1006", "resumed"], await next);
    }

    [Fact]
    public async Task A_connection_that_answers_the_ping_lives_on()
    {
        await using var server = await ScriptedServer.StartAsync();
        var time = new SignallingTime();
        using var client = server.Client(time);
        await using var reading = new StreamReading(client.OpenEventStream());

        var next = reading.NextAsync(2);
        var peer = await server.NextPeerAsync();
        await peer.ReadyAsync("e1", (World.Kitchen, 1));
        var ping = await time.PassUntilAsync(peer.ReadAsync(), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(25));
        await time.NextWaitAsync(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        time.Advance(TimeSpan.FromSeconds(1));
        await peer.SendAsync(World.Posted(World.Kitchen, 2));
        await peer.SendAsync($$"""{"type":"pong","n":{{ping.GetProperty("n").GetInt64()}}}""");
        Assert.Equal(["connected", "kitchen 2"], await next);
        var later = reading.NextAsync(1);
        time.Advance(TimeSpan.FromSeconds(9));
        await time.NextWaitAsync(TimeSpan.FromSeconds(15.5), TimeSpan.FromSeconds(25));
        await peer.SendAsync(World.Posted(World.Kitchen, 3));

        Assert.Equal(["kitchen 3"], await later);
    }

    [Fact]
    public async Task An_address_that_is_no_Parley_server_is_said_at_once()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = server.Client();
        await using var reading = new StreamReading(client.OpenEventStream());

        var next = reading.NextAsync(1);
        var peer = await server.NextPeerAsync();
        await peer.SendAsync("""{"type":"welcome"}""");

        var failure = await Assert.ThrowsAsync<ParleyException>(() => next);
        Assert.Contains("is not the event stream of a Parley server", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typing_and_presence_are_sent_while_connected_and_lost_otherwise()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = server.Client();
        var stream = client.OpenEventStream();
        await using var reading = new StreamReading(stream);
        var cancellationToken = TestContext.Current.CancellationToken;

        await stream.SendTypingAsync(World.Garden, null, cancellationToken);
        var next = reading.NextAsync(1);
        var peer = await server.NextPeerAsync();
        await peer.ReadyAsync("e1");
        await next;
        await stream.SendTypingAsync(World.Kitchen, null, cancellationToken);
        var typing = await peer.ReadAsync();
        await stream.SendTypingAsync(World.Kitchen, 7, cancellationToken);
        var inThread = await peer.ReadAsync();
        await stream.SendPresenceAsync(PresenceStatus.Away, cancellationToken);
        var presence = await peer.ReadAsync();
        await stream.WatchPresenceAsync([World.Bo], cancellationToken);
        var watch = await peer.ReadAsync();

        Assert.Equal($$"""{"type":"typing","channelId":"{{World.Kitchen}}"}""", typing.GetRawText());
        Assert.Equal($$"""{"type":"typing","channelId":"{{World.Kitchen}}","threadSeq":7}""", inThread.GetRawText());
        Assert.Equal("""{"type":"presence","status":"away"}""", presence.GetRawText());
        Assert.Equal($$"""{"type":"watch-presence","accountIds":["{{World.Bo}}"]}""", watch.GetRawText());
    }

    /// <summary>Every pause is half of its bound.</summary>
    private sealed class HalfWay : Random
    {
        public override double NextDouble() => 0.5;
    }
}
