using System.Text;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Connections;

public sealed class ClientFrameHandlerTests : IDisposable
{
    private static readonly Guid Channel = EngineWorld.Id(1);
    private static readonly Guid Other = EngineWorld.Id(2);
    private static readonly Guid Ana = EngineWorld.Id(100);
    private static readonly Guid Ben = EngineWorld.Id(101);

    private readonly EngineWorld _world = new();

    public ClientFrameHandlerTests()
    {
        _world.Log.Join(Channel, Ana);
        _world.Log.Join(Channel, Ben);
        _world.Log.Join(Other, Ben);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_ping_is_answered_with_its_number()
    {
        var ana = _world.Connect(Ana);
        _ = ana.Take();

        Send(ana, """{"type":"ping","n":42}""");

        Assert.Equal("""{"type":"pong","n":42}""", Assert.Single(ana.Writer.TakeAll()).Json);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("""{"n":1}""")]
    [InlineData("""{"type":"ping"}""")]
    [InlineData("""{"type":"ping","n":"1"}""")]
    [InlineData("""{"type":"typing"}""")]
    [InlineData("""{"type":"presence","status":"dancing"}""")]
    [InlineData("""{"type":"watch-presence"}""")]
    [InlineData("""{"type":"watch-presence","accountIds":"all"}""")]
    [InlineData("""{"type":"watch-presence","accountIds":["ana"]}""")]
    [InlineData("""{"type":"connect","token":"again"}""")]
    public void What_cannot_be_understood_closes_with_4400(string json)
    {
        var ana = _world.Connect(Ana);
        _ = ana.Take();

        Send(ana, json);

        Assert.Equal(["close:4400"], ana.Take());
    }

    [Theory]
    [InlineData("""{"type":"ping","n":1}""")]
    [InlineData("""{"type":"later"}""")]
    [InlineData("""{"type":"connect","cursors":{"x":1}}""")]
    public void Before_connect_only_connect_is_understood(string json)
    {
        var client = _world.Open();

        Send(client, json);

        Assert.Equal(["close:4400"], client.Take());
    }

    [Fact]
    public void A_type_that_is_not_known_yet_is_left_alone()
    {
        var ana = _world.Connect(Ana);

        Send(ana, """{"type":"later","data":{"type":"x"}}""");

        Assert.Equal(["ready"], ana.Take());
        Assert.False(ana.Connection.IsClosing);
    }

    [Fact]
    public void Typing_goes_to_the_others_in_the_channel()
    {
        var (ana, anasPhone, ben) = (_world.Connect(Ana), _world.Connect(Ana), _world.Connect(Ben));
        _ = ben.Take();

        Send(ana, $$"""{"type":"typing","channelId":"{{Channel}}"}""");

        Assert.Equal(["ready"], ana.Take());
        Assert.Equal(["ready"], anasPhone.Take());
        Assert.Equal($$"""{"type":"typing","channelId":"{{Channel}}","accountId":"{{Ana}}"}""", Assert.Single(ben.Writer.TakeAll()).Json);
    }

    [Fact]
    public void Typing_is_passed_on_at_most_every_2_s_per_connection_and_channel()
    {
        _world.Log.Join(Other, Ana);
        var (ana, anasPhone, ben) = (_world.Connect(Ana), _world.Connect(Ana), _world.Connect(Ben));
        _ = ben.Take();
        var (here, there) = ($$"""{"type":"typing","channelId":"{{Channel}}"}""", $$"""{"type":"typing","channelId":"{{Other}}"}""");

        Send(ana, here);
        Send(ana, here);
        Send(ana, there);
        Send(anasPhone, here);
        Assert.Equal(3, ben.Take().Count);

        _world.Advance(TimeSpan.FromMilliseconds(1_999));
        Send(ana, here);
        Assert.Empty(ben.Take());

        _world.Advance(TimeSpan.FromMilliseconds(1));
        Send(ana, here);
        Assert.Equal(["typing"], ben.Take());
    }

    [Fact]
    public void Who_does_not_follow_a_channel_does_not_type_in_it()
    {
        var (ana, ben) = (_world.Connect(Ana), _world.Connect(Ben));

        Send(ana, $$"""{"type":"typing","channelId":"{{Other}}"}""");
        Send(ben, $$"""{"type":"typing","channelId":"{{Other}}"}""");
        _world.Hint(_world.Log.Leave(Channel, Ana));
        Send(ana, $$"""{"type":"typing","channelId":"{{Channel}}"}""");

        Assert.Equal(["ready", "3"], ana.Take());
        Assert.Equal(["ready", "3"], ben.Take());
        Assert.False(ana.Connection.IsClosing);
    }

    [Fact]
    public void A_reader_that_is_behind_is_spared_the_typing()
    {
        var (ana, ben) = (_world.Connect(Ana), _world.Connect(Ben));
        while (ben.Connection.PendingBytes <= _world.Options.ReplayPendingBytes)
        {
            _world.Hint(_world.Log.Post(Channel, textBytes: 20_000));
        }

        Send(ana, $$"""{"type":"typing","channelId":"{{Channel}}"}""");

        Assert.DoesNotContain("typing", ben.Take());
    }

    private void Send(TestConnection client, string json)
    {
        _ = _world.Send(client, Encoding.UTF8.GetBytes(json));
    }
}
