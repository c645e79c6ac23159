using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Compliance;
using Parley.Realtime.Ports;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Ports;

public sealed class InProcessHintBusTests : HintBusSuite
{
    [Fact]
    public async Task A_reader_far_behind_loses_channel_hints_and_no_account_hints()
    {
        await using var bus = new InProcessHintBus(NullLogger<InProcessHintBus>.Instance);
        using var gate = new ManualResetEventSlim();
        var subscriber = new Subscriber(gate);
        using var one = bus.Subscribe(subscriber);
        for (var seq = 0; seq < 40_000; seq++)
        {
            bus.Publish(new ChannelHint(EngineWorld.Id(1), seq, Event: null));
        }

        bus.Publish(new AccountHint.Joined(EngineWorld.Id(100), EngineWorld.Id(1), 2));
        gate.Set();
        await bus.DisposeAsync();

        Assert.InRange(subscriber.Received.Count, 32 * 1024, (32 * 1024) + 2);
        Assert.IsType<AccountHint.Joined>(subscriber.Received[^1]);
    }

    protected override IHintBus CreateBus(IMeterFactory meters)
    {
        return new InProcessHintBus(NullLogger<InProcessHintBus>.Instance);
    }

    private sealed class Subscriber(ManualResetEventSlim gate) : IHintSubscriber
    {
        public List<Hint> Received { get; } = [];

        public void Receive(Hint hint)
        {
            gate.Wait();
            Received.Add(hint);
        }

        public void Lost()
        {
            throw new InvalidOperationException("Nothing is lost on the way within a process.");
        }
    }
}
