using System.Net.WebSockets;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.EventStream;

/// <summary>Who may open an event stream, and with which code it is closed on whoever may not go on.</summary>
public sealed class HandshakeTests(Worlds worlds) : IClassFixture<Worlds>
{
    [Theory]
    [OnEachDatabase("https://elsewhere.example", true, 403)]
    [OnEachDatabase("https://elsewhere.example", false, 403)]
    [OnEachDatabase("null", true, 403)]
    [OnEachDatabase("", true, 403)]
    [OnEachDatabase("own", true, 101)]
    [OnEachDatabase("own", false, 101)]
    [OnEachDatabase("", false, 101)]
    public async Task A_browser_connects_from_our_own_pages_only(DatabaseKind kind, string origin, bool hasCookie, int status)
    {
        var world = await worlds.OnAsync(kind);
        List<(string, string)> headers = [];
        headers.AddRange(origin.Length == 0 ? [] : [("Origin", origin == "own" ? world.Server.Address.GetLeftPart(UriPartial.Authority) : origin)]);
        headers.AddRange(hasCookie ? [("Cookie", $"parley={world.Owner.Token}")] : []);

        await using var stream = await RawStream.OpenAsync(world.Server, [.. headers]);

        Assert.Equal(status, stream.Status);
        if (status == 101 && hasCookie)
        {
            await stream.SendAsync(new { type = "connect" });
            Assert.Equal(world.Owner.Id, (await stream.ReceiveAsync("ready")).GetProperty("accountId").GetGuid());
        }
    }

    [Theory]
    [OnEachDatabase("not json", CloseCodes.Malformed)]
    [OnEachDatabase("[]", CloseCodes.Malformed)]
    [OnEachDatabase("""{"type":"ping","n":1}""", CloseCodes.Malformed)]
    [OnEachDatabase("""{"type":"connect","cursors":{"x":1}}""", CloseCodes.Malformed)]
    [OnEachDatabase("""{"type":"connect"}""", CloseCodes.BadCredentials)]
    [OnEachDatabase("""{"type":"connect","token":"parley_si_unknown"}""", CloseCodes.BadCredentials)]
    public async Task A_first_frame_that_connects_nobody_closes_with_its_code(DatabaseKind kind, string frame, int code)
    {
        var world = await worlds.OnAsync(kind);
        await using var stream = await RawStream.OpenAsync(world.Server);

        await stream.SendAsync(frame);

        Assert.Equal(code, await stream.ReceiveCloseAsync());
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_second_connect_and_a_binary_frame_are_malformed(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await using var twice = await RawStream.ConnectAsync(world.Server, world.Owner.Token);
        await using var binary = await RawStream.ConnectAsync(world.Server, world.Owner.Token);
        await binary.ReceiveAsync("ready");

        await twice.SendAsync(new { type = "connect", token = world.Owner.Token });
        await binary.SendAsync([1, 2, 3], WebSocketMessageType.Binary);

        Assert.Equal(CloseCodes.Malformed, await twice.ReceiveCloseAsync());
        Assert.Equal(CloseCodes.Malformed, await binary.ReceiveCloseAsync());
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_frame_of_a_type_that_is_not_known_yet_is_left_alone(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await using var stream = await RawStream.ConnectAsync(world.Server, world.Owner.Token);

        await stream.SendAsync(new { type = "from.the.future", data = 1 });
        await stream.SendAsync(new { type = "ping", n = 7 });

        Assert.Equal(7, (await stream.ReceiveAsync("pong")).GetProperty("n").GetInt64());
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_frame_that_is_too_large_closes_with_1009(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await using var stream = await RawStream.ConnectAsync(world.Server, world.Owner.Token);
        await stream.ReceiveAsync("ready");

        await stream.SendAsync($$"""{"type":"ping","n":1,"padding":"{{new string('x', Limits.ClientFrameBytes)}}"}""");

        Assert.Equal(1009, await stream.ReceiveCloseAsync());
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_client_that_floods_is_closed_with_4429(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        await using var stream = await RawStream.ConnectAsync(world.Server, world.Owner.Token);
        await stream.ReceiveAsync("ready");

        for (var number = 0; number < 150; number++)
        {
            await stream.SendAsync(new { type = "ping", n = number });
        }

        Assert.Equal(CloseCodes.TooManyFrames, await stream.ReceiveCloseAsync());
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_client_that_says_nothing_is_closed_with_4407(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, ("Parley:Realtime:ConnectTimeout", "00:00:01"));
        await using var stream = await RawStream.OpenAsync(world.Server);

        Assert.Equal(CloseCodes.TimedOut, await stream.ReceiveCloseAsync());
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_server_that_stops_closes_with_4503_and_clients_come_back_to_the_next(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await using var stream = await RawStream.ConnectAsync(world.Server, world.Owner.Token);
        await stream.ReceiveAsync("ready");

        var closed = stream.ReceiveCloseAsync();
        await world.RestartAsync();

        Assert.Equal(CloseCodes.ServerStopping, await closed);
    }
}
