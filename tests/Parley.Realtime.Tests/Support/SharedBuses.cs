using Parley.Realtime.Ports;

namespace Parley.Realtime.Tests.Support;

/// <summary>The buses of several nodes, joined: what one publishes goes in the same call to the others that follow it.</summary>
internal sealed class SharedBuses
{
    private readonly List<DirectBus> _buses = [];

    /// <summary>Whether nothing arrives on another node.</summary>
    public bool Loses { get; set; }

    public DirectBus Add()
    {
        var bus = new DirectBus { IsShared = true };
        bus.Published = hint => PassOn(bus, hint);
        _buses.Add(bus);
        return bus;
    }

    /// <summary>The node is gone: nothing comes from it or goes to it.</summary>
    public void Kill(DirectBus bus)
    {
        _buses.Remove(bus);
        bus.Published = null;
    }

    private void PassOn(DirectBus from, Hint hint)
    {
        if (!Loses)
        {
            foreach (var bus in _buses.Where(bus => bus != from && (hint.Topic == HintTopic.EveryNode || bus.Followed.Contains(hint.Topic))).ToList())
            {
                bus.Deliver(hint);
            }
        }
    }
}
