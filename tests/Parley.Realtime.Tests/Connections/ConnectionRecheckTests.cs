using Parley.Contracts;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Connections;

public sealed class ConnectionRecheckTests : IDisposable
{
    private static readonly Guid Channel = EngineWorld.Id(1);
    private static readonly Guid Missed = EngineWorld.Id(2);
    private static readonly Guid Ana = EngineWorld.Id(100);
    private static readonly Guid Ben = EngineWorld.Id(101);
    private static readonly Guid Phone = EngineWorld.Id(200);
    private static readonly TimeSpan SecondLook = TimeSpan.FromSeconds(1);

    private readonly EngineWorld _world = new();

    public ConnectionRecheckTests()
    {
        _world.Log.Join(Channel, Ana);
        _world.Log.Join(Channel, Ben);
    }

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_revocation_that_was_lost_closes_its_connections_and_no_others()
    {
        var (phone, laptop) = (_world.Open(), _world.Connect(Ana));
        _ = _world.Send(phone, new ConnectFrame { Token = $"{Ana}/{Phone}" });
        _ = (phone.Take(), laptop.Take());
        _world.Ports.RevokedSignIns.Add(Phone);

        Lose();

        Assert.Equal(["close:4403"], phone.Take());
        Assert.Empty(laptop.Take());
    }

    [Fact]
    public void A_join_that_was_lost_makes_the_client_connect_again_and_resume_with_it()
    {
        var (ana, ben) = (_world.Connect(Ana), _world.Connect(Ben));
        _ = (ana.Take(), ben.Take());
        _world.Log.Join(Missed, Ana);

        Lose();
        Assert.Empty(ana.Take());
        _world.Advance(SecondLook);

        Assert.Equal(["close:4500"], ana.Take());
        Assert.Empty(ben.Take());
        Assert.True(CloseCodes.Reconnects(CloseCodes.ServerFault));
    }

    [Fact]
    public void A_join_whose_hint_comes_late_closes_nothing()
    {
        var ana = _world.Connect(Ana);
        _ = ana.Take();
        var joined = _world.Log.Join(Missed, Ana);

        Lose();
        _world.HintJoined(joined);
        _world.Advance(SecondLook);

        Assert.Equal(["1"], ana.Take());
    }

    [Fact]
    public void A_database_that_does_not_answer_is_asked_again()
    {
        var phone = _world.Open();
        _ = _world.Send(phone, new ConnectFrame { Token = $"{Ana}/{Phone}" });
        _ = phone.Take();
        _world.Ports.RevokedSignIns.Add(Phone);
        _world.Ports.IsPrompt = false;

        Lose();
        while (_world.Ports.Waiting > 0)
        {
            _world.Ports.Fail(0);
            _world.Scheduler.RunAll();
        }

        Assert.Empty(phone.Take());
        _world.Ports.IsPrompt = true;
        _world.Advance(SecondLook);
        Assert.Equal(["close:4403"], phone.Take());
    }

    private void Lose()
    {
        _world.Bus.Lose();
        _world.Scheduler.RunAll();
    }
}
