using Microsoft.Extensions.Logging.Abstractions;
using Parley.Realtime.Ports;
using Parley.Realtime.Tests.Support;

namespace Parley.Realtime.Tests.Ports;

public sealed class InProcessHintBusTests : IAsyncDisposable
{
    private readonly InProcessHintBus _bus = new(NullLogger<InProcessHintBus>.Instance);

    public ValueTask DisposeAsync() => _bus.DisposeAsync();

    [Fact]
    public async Task Every_subscriber_gets_every_hint_in_the_order_of_publishing()
    {
        var (first, second) = (new Subscriber(), new Subscriber());
        using var one = _bus.Subscribe(first);
        using var two = _bus.Subscribe(second);

        Publish(1);
        _bus.Publish(new AccountHint.Joined(EngineWorld.Id(100), EngineWorld.Id(1), 2));
        Publish(3);
        await _bus.DisposeAsync();

        Assert.Equal(["1", "joined 2", "3"], first.Received);
        Assert.Equal(["1", "joined 2", "3"], second.Received);
    }

    [Fact]
    public async Task Who_has_left_gets_nothing_more()
    {
        var (left, stayed) = (new Subscriber(), new Subscriber());
        using var one = _bus.Subscribe(stayed);
        _bus.Subscribe(left).Dispose();

        Publish(1);
        await _bus.DisposeAsync();

        Assert.Empty(left.Received);
        Assert.Equal(["1"], stayed.Received);
    }

    [Fact]
    public async Task A_subscriber_that_fails_does_not_end_the_others()
    {
        var subscriber = new Subscriber();
        using var one = _bus.Subscribe(new Subscriber { Fault = new InvalidOperationException("A fault.") });
        using var two = _bus.Subscribe(subscriber);

        Publish(1);
        Publish(2);
        await _bus.DisposeAsync();

        Assert.Equal(["1", "2"], subscriber.Received);
    }

    [Fact]
    public async Task A_reader_far_behind_loses_channel_hints_and_no_account_hints()
    {
        using var gate = new ManualResetEventSlim();
        var subscriber = new Subscriber { Gate = gate };
        using var one = _bus.Subscribe(subscriber);
        for (var seq = 0; seq < 40_000; seq++)
        {
            Publish(seq);
        }

        _bus.Publish(new AccountHint.Joined(EngineWorld.Id(100), EngineWorld.Id(1), 2));
        gate.Set();
        await _bus.DisposeAsync();

        Assert.InRange(subscriber.Received.Count, 32 * 1024, (32 * 1024) + 2);
        Assert.Equal("joined 2", subscriber.Received[^1]);
    }

    private void Publish(long seq)
    {
        _bus.Publish(new ChannelHint(EngineWorld.Id(1), seq, Event: null));
    }

    private sealed class Subscriber : IHintSubscriber
    {
        public List<string> Received { get; } = [];

        public Exception? Fault { get; init; }

        public ManualResetEventSlim? Gate { get; init; }

        public void Receive(Hint hint)
        {
            Gate?.Wait();
            if (Fault is { } fault)
            {
                throw fault;
            }

            Received.Add(hint is AccountHint.Joined joined ? $"joined {joined.JoinedSeq}" : $"{((ChannelHint)hint).Head}");
        }

        public void Lost()
        {
            throw new InvalidOperationException("Nothing is lost on the way within a process.");
        }
    }
}
