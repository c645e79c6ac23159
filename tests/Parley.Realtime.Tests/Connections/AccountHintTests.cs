using System.Text;
using Parley.Contracts;
using Parley.Realtime.Ports;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Connections;

public sealed class AccountHintTests : IDisposable
{
    private static readonly Guid Channel = EngineWorld.Id(1);
    private static readonly Guid Ana = EngineWorld.Id(100);
    private static readonly Guid Ben = EngineWorld.Id(101);
    private static readonly Guid Phone = EngineWorld.Id(200);
    private static readonly Guid Laptop = EngineWorld.Id(201);

    private readonly EngineWorld _world = new();

    public AccountHintTests()
    {
        _world.Log.Join(Channel, Ana);
        _world.Log.Join(Channel, Ben);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_frame_goes_to_each_connection_of_the_account_that_is_ready()
    {
        var (first, second, ben, silent) = (_world.Connect(Ana), _world.Connect(Ana), _world.Connect(Ben), _world.Open());

        _world.Bus.Publish(new AccountHint.Frame(Ana, Encoding.UTF8.GetBytes("""{"type":"me.changed"}""")));

        Assert.Equal(["ready", "me.changed"], first.Take());
        Assert.Equal(["ready", "me.changed"], second.Take());
        Assert.Equal(["ready"], ben.Take());
        Assert.Empty(silent.Take());
    }

    [Fact]
    public void A_frame_before_ready_does_not_come_before_it()
    {
        _world.Ports.IsPrompt = false;
        var ana = _world.Connect(Ana);

        _world.Bus.Publish(new AccountHint.Frame(Ana, Encoding.UTF8.GetBytes("""{"type":"me.changed"}""")));
        _world.Ports.Answer(0);
        _world.Scheduler.RunAll();

        Assert.Equal(["ready"], ana.Take());
    }

    [Fact]
    public void A_revoked_sign_in_closes_its_connections_at_once_and_no_others()
    {
        var (phone, laptop) = (Open(Phone), Open(Laptop));
        Assert.Equal(["ready"], phone.Take());
        _world.Hint(_world.Log.Post(Channel));

        _world.Bus.Publish(new AccountHint.SignInsRevoked(Ana, [Phone]));
        _world.Hint(_world.Log.Post(Channel));

        Assert.Equal(["close:4403"], phone.Take());
        Assert.Equal(["ready", "3", "4"], laptop.Take());
    }

    [Fact]
    public void After_its_end_nothing_of_the_account_reaches_a_connection()
    {
        var (first, second) = (_world.Connect(Ana), _world.Connect(Ana));
        _world.End(first);
        _ = first.Take();

        _world.Bus.Publish(new AccountHint.Frame(Ana, Encoding.UTF8.GetBytes("""{"type":"me.changed"}""")));

        Assert.Empty(first.Take());
        Assert.Equal(["ready", "me.changed"], second.Take());
        Assert.Equal(1, _world.Hub.Connections.Count);
        _world.End(second);
        Assert.Empty(_world.Hub.Connections.Of(Ana));
    }

    private TestConnection Open(Guid signInId)
    {
        var client = _world.Open();
        _ = _world.Send(client, new ConnectFrame { Token = $"{Ana}/{signInId}" });
        return client;
    }
}
