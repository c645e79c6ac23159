using Parley.Realtime.Ports;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Connections;

public sealed class HeartbeatTests : IDisposable
{
    private static readonly Guid Channel = EngineWorld.Id(1);
    private static readonly Guid Ana = EngineWorld.Id(100);
    private static readonly Guid Ben = EngineWorld.Id(101);

    private readonly EngineWorld _world = new();

    public HeartbeatTests()
    {
        _world.Log.Join(Channel, Ana);
        _world.Log.Join(Channel, Ben);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_silent_connection_is_pinged_and_in_the_end_given_up()
    {
        var ana = _world.Connect(Ana);
        _ = ana.Take();

        Assert.Empty(After(ana, seconds: 24));
        Assert.Equal(["(ping)"], After(ana, seconds: 1));
        Assert.Empty(After(ana, seconds: 24));
        Assert.Equal(["(ping)"], After(ana, seconds: 1));
        Assert.Empty(After(ana, seconds: 24));
        Assert.Equal(["close:4407"], After(ana, seconds: 1));
        Assert.False(ana.Writer.IsAborted);
        Assert.Empty(After(ana, seconds: 5));
        Assert.True(ana.Writer.IsAborted);
    }

    [Fact]
    public void A_connection_that_says_something_is_left_alone()
    {
        var ana = _world.Connect(Ana);
        _ = ana.Take();
        for (var turn = 0; turn < 20; turn++)
        {
            Assert.Empty(After(ana, seconds: 24));
            ana.Connection.NoteRead();
        }

        Assert.False(ana.Connection.IsClosing);
    }

    [Fact]
    public void No_connect_within_10_s_closes_with_4407()
    {
        var silent = _world.Open();

        Assert.Empty(After(silent, seconds: 9));
        Assert.Equal(["close:4407"], After(silent, seconds: 1));
    }

    [Fact]
    public void Nothing_drained_for_30_s_closes_with_4408()
    {
        var (slow, quick) = (_world.Connect(Ana), _world.Connect(Ben));
        _ = slow.Take();
        _ = quick.Take();
        _world.Hint(_world.Log.Post(Channel));
        Assert.Equal(["3"], quick.Take());

        for (var second = 0; second < 29; second++)
        {
            Beat(seconds: 1);
            slow.Connection.NoteRead();
        }

        Assert.False(slow.Connection.IsClosing);
        Beat(seconds: 1);

        Assert.Equal(["close:4408"], slow.Take());
        Assert.False(quick.Connection.IsClosing);
        Assert.Equal(1, _world.Meters["parley.realtime.slow_readers"]);
    }

    [Fact]
    public void Too_much_pending_drops_the_queue_and_hurts_nobody_else()
    {
        var (slow, quick) = (_world.Connect(Ana), _world.Connect(Ben));
        _ = slow.Take();
        _ = quick.Take();
        List<string> taken = [];
        List<LoggedEvent> posted = [];
        while (!slow.Connection.IsClosing)
        {
            posted.Add(_world.Log.Post(Channel, textBytes: 20_000));
            _world.Hint(posted[^1]);
            taken.AddRange(quick.Take());
        }

        _world.Hint(_world.Log.Post(Channel));

        Assert.Equal((_world.Options.PendingBytes / posted[0].Json.Length) + 1, posted.Count);
        Assert.Equal(["close:4408"], slow.Take());
        Assert.Equal(posted.Select(one => $"{one.Seq}"), taken);
        Assert.Equal(1, _world.Meters["parley.realtime.slow_readers"]);
        Beat(seconds: 5);
        Assert.True(slow.Writer.IsAborted);
        Assert.False(quick.Writer.IsAborted);
    }

    [Fact]
    public void A_connection_whose_writer_failed_is_given_up()
    {
        var ana = _world.Connect(Ana);
        ana.Writer.Abort();

        Beat(seconds: 1);

        Assert.True(ana.Connection.Aborted.IsCancellationRequested);
    }

    private IReadOnlyList<string> After(TestConnection client, int seconds)
    {
        Beat(seconds);
        return client.Take();
    }

    private void Beat(int seconds)
    {
        _world.Advance(TimeSpan.FromSeconds(seconds));
        _world.Hub.Heartbeat.Beat();
    }
}
