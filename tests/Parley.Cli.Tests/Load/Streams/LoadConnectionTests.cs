using Parley.Cli.Load;
using Parley.Cli.Load.Measuring;
using Parley.Cli.Load.Streams;
using Parley.Client;
using Parley.Contracts;

namespace Parley.Cli.Tests.Load.Streams;

public sealed class LoadConnectionTests : IAsyncLifetime
{
    private const uint Run = 7;
    private static readonly Guid ChannelId = Guid.Parse("0198f2ab-0000-7000-8000-000000000001");

    private readonly Measurements _measurements = new(new LoadClock(TimeProvider.System));
    private readonly CancellationTokenSource _stopping = new();
    private ScriptedStreams _server = null!;
    private ParleyClient _client = null!;
    private LoadConnection _connection = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await ScriptedStreams.StartAsync();
        _client = new ParleyClient(new ParleyClientOptions { Server = _server.Address });
        _measurements.MeasureFrom(TimeSpan.Zero);
        _connection = new LoadConnection(0, new LoadAccount(Guid.Empty, "the token", _client, [ChannelId]), new ConnectionWorld
        {
            Target = await StreamTarget.ResolveAsync(_server.Address, authority: null, default),
            Measurements = _measurements,
            Run = Run,
            Backoff = new Backoff(new Random(1), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)),
            Stopping = _stopping.Token,
        });
    }

    [Fact]
    public async Task It_introduces_itself_and_says_goodbye()
    {
        var stream = await OpenAsync(head: 5);

        Assert.Equal(("connect", "the token"), (stream.Connect.GetProperty("type").GetString(), stream.Connect.GetProperty("token").GetString()));
        Assert.True(_connection.IsReady);
        Assert.Equal((1L, 5L), (_measurements.Connects.Total.Count, _connection.Cursors.CursorOf(0)));

        var closing = _connection.CloseAsync();
        Assert.Null(await stream.ReceiveAsync());
        Assert.Equal(1000, stream.CloseCode);
        await stream.CloseAsync();
        await closing;

        Assert.Equal((0L, 0L), (_measurements.Connected, _measurements.Faults.Count));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_the_goodbye_is_left()
    {
        var stream = await OpenAsync(head: 0);

        await _connection.CloseAsync();

        Assert.Equal((0L, 0L), (_measurements.Connected, _measurements.Faults.Count));
        stream.BreakOff();
    }

    [Fact]
    public async Task Doubles_holes_and_late_events_are_told_apart()
    {
        var stream = await OpenAsync(head: 0);
        foreach (var seq in new long[] { 1, 1, 5, 3, 6 })
        {
            await stream.PostAsync(ChannelId, seq, new MessageStamp(Run, (uint)seq, TimeSpan.Zero).ToId());
        }

        await AnsweredAsync(stream);

        Assert.Equal((4L, 1L, 1L, 1L), (_measurements.Delivered, _measurements.Doubles, _measurements.Gaps, _measurements.Late));
        Assert.Equal((2L, 6L), (_connection.Cursors.Holes, _connection.Cursors.CursorOf(0)));
    }

    [Fact]
    public async Task Messages_of_others_and_other_channels_are_no_deliveries()
    {
        var stream = await OpenAsync(head: 0);
        await stream.PostAsync(ChannelId, 1, Guid.CreateVersion7(DateTimeOffset.UnixEpoch));
        await stream.PostAsync(Guid.Parse("0198f2ab-0000-7000-8000-00000000000f"), 9, new MessageStamp(Run, 1, TimeSpan.Zero).ToId());
        await stream.SayAsync($$"""{"type":"read-marker","channelId":"{{ChannelId}}","seq":1}""");

        await AnsweredAsync(stream);

        Assert.Equal((0L, 0L, 0L, 1L), (_measurements.Delivered, _measurements.Doubles, _measurements.Gaps, _connection.Cursors.CursorOf(0)));
    }

    [Theory]
    [InlineData(CloseCodes.ServerStopping, "connection closed by the server with 4503")]
    [InlineData(null, "connection broke off")]
    public async Task Cut_off_it_comes_back_with_its_cursors_and_counts_what_it_missed_as_replayed(int? code, string fault)
    {
        var stream = await OpenAsync(head: 3);
        await stream.PostAsync(ChannelId, 4, new MessageStamp(Run, 1, TimeSpan.Zero).ToId());
        await AnsweredAsync(stream);
        if (code is { } known)
        {
            await stream.CloseAsync(known);
        }
        else
        {
            stream.BreakOff();
        }

        var again = await _server.NextAsync();
        Assert.Equal(("e1", 4), (again.Connect.GetProperty("epoch").GetString(), again.Connect.GetProperty("cursors").GetProperty(ChannelId.ToString()).GetInt64()));
        await again.ReadyAsync(ChannelId, 6);
        await again.PostAsync(ChannelId, 5, new MessageStamp(Run, 2, TimeSpan.Zero).ToId());
        await again.PostAsync(ChannelId, 6, new MessageStamp(Run, 3, TimeSpan.Zero).ToId());
        await again.PostAsync(ChannelId, 7, new MessageStamp(Run, 4, TimeSpan.Zero).ToId());
        await AnsweredAsync(again);

        Assert.Equal((2L, 2L, 2), (_measurements.Delivered, _measurements.Replayed, _connection.Replayed));
        Assert.Equal((1L, 1L, 2L), (_measurements.Resumes.Total.Count, _measurements.Reconnects, _measurements.Connects.Total.Count));
        Assert.Equal([KeyValuePair.Create(fault, 1L)], _measurements.Faults.ByKind());
    }

    [Fact]
    public async Task A_pause_that_the_server_asks_for_at_the_handshake_is_no_error()
    {
        _server.Refusals.Enqueue((503, "1"));

        await OpenAsync(head: 0);

        Assert.Equal((1L, TimeSpan.FromSeconds(1), 0L), (_measurements.Waits, _measurements.Waited, _measurements.Faults.Count));
        Assert.InRange(_measurements.Connects.Total.Most, TimeSpan.FromSeconds(0.99), TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData(302, "connect: HTTP 302 instead of a WebSocket")]
    [InlineData(404, "connect: HTTP 404 instead of a WebSocket")]
    public async Task A_server_that_opens_no_event_stream_is_given_up(int status, string fault)
    {
        _server.Refusals.Enqueue((status, null));

        Assert.False(await _connection.OpenAsync(TimeSpan.Zero, default));

        Assert.Equal([fault, "connect: gave up"], _measurements.Faults.ByKind().Select(kind => kind.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_refused_token_is_not_tried_again()
    {
        var opening = _connection.OpenAsync(TimeSpan.Zero, default);
        var stream = await _server.NextAsync();
        await stream.CloseAsync(CloseCodes.BadCredentials);

        Assert.False(await opening);
        Assert.Equal(["connect: closed with 4401", "connect: gave up"], _measurements.Faults.ByKind().Select(kind => kind.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Bytes_that_are_no_frames_of_Parley_are_said_and_end_the_connection()
    {
        var stream = await OpenAsync(head: 0);

        await stream.SayAsync("[]");
        var again = await _server.NextAsync();

        Assert.Contains(_measurements.Faults.ByKind(), kind => kind.Key.StartsWith("protocol: ", StringComparison.Ordinal));
        stream.BreakOff();
        again.BreakOff();
    }

    [Fact]
    public async Task A_reset_moves_the_cursor_and_makes_no_hole()
    {
        var stream = await OpenAsync(head: 0);
        await stream.SayAsync($$"""{"type":"channel.reset","channelId":"{{ChannelId}}","head":2000}""");
        await stream.PostAsync(ChannelId, 2001, new MessageStamp(Run, 1, TimeSpan.Zero).ToId());

        await AnsweredAsync(stream);

        Assert.Equal((1L, 1L, 0L, 2001L), (_measurements.Resets, _measurements.Delivered, _connection.Cursors.Holes, _connection.Cursors.CursorOf(0)));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _client.Dispose();
        await _server.DisposeAsync();
    }

    private async Task<ScriptedStream> OpenAsync(long head)
    {
        var opening = _connection.OpenAsync(_measurements.Clock.Now, default);
        var stream = await _server.NextAsync();
        await stream.ReadyAsync(ChannelId, head);
        Assert.True(await opening);
        return stream;
    }

    /// <summary>Returns once the client has read everything that was said before: its ping was answered, and the answer counted.</summary>
    private async Task AnsweredAsync(ScriptedStream stream)
    {
        await UntilAsync(() => _connection.IsReady);
        Assert.True(_connection.TryPing(_measurements.Clock.Now, 1));
        Assert.Equal("ping", (await stream.ReceiveAsync())!.Value.GetProperty("type").GetString());
        var pongs = _measurements.Pongs.Total.Count;
        await stream.SayAsync("""{"type":"pong","n":1}""");
        await UntilAsync(() => _measurements.Pongs.Total.Count > pongs);
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30), TimeProvider.System);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!condition())
        {
            await looks.WaitForNextTickAsync(patience.Token);
        }
    }
}
