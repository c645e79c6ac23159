using System.Diagnostics.Metrics;
using Parley.Realtime.Ports;

namespace Parley.Compliance;

/// <summary>What every bus must do within its process, whatever is around it.</summary>
public abstract class HintBusSuite : IAsyncLifetime
{
    private readonly List<HintNode> _nodes = [];

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public virtual async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Subscribers_of_the_process_get_everything_in_the_order_of_publishing_without_following_it()
    {
        var node = Node();
        var other = new Subscriber();
        using var subscription = node.Bus.Subscribe(other);

        foreach (var hint in HintSamples.OfEveryKind)
        {
            node.Bus.Publish(hint);
        }

        await node.WaitAsync(() => node.Received.Count == HintSamples.OfEveryKind.Count, "Not every hint came");
        await node.DisposeAsync();
        Assert.Equal(HintSamples.OfEveryKind.Select(HintText.Of), node.Received);
        Assert.Equal(node.Received, other.Received);
    }

    [Fact]
    public async Task What_was_published_is_handed_on_before_the_bus_ends_and_what_comes_later_is_not()
    {
        var node = Node();
        for (var seq = 1; seq <= 1_000; seq++)
        {
            node.Bus.Publish(HintSamples.Event(HintSamples.Channel, seq, "{}"));
        }

        await node.DisposeAsync();
        node.Bus.Publish(HintSamples.Event(HintSamples.Channel, 1_001, "{}"));

        Assert.Equal(Enumerable.Range(1, 1_000).Select(seq => HintText.Of(HintSamples.Event(HintSamples.Channel, seq, "{}"))), node.Received);
    }

    [Fact]
    public async Task Who_has_left_gets_nothing_more()
    {
        var node = Node();
        var left = new Subscriber();
        node.Bus.Subscribe(left).Dispose();

        node.Bus.Publish(HintSamples.Event(HintSamples.Channel, 1, "{}"));
        await node.DisposeAsync();

        Assert.Empty(left.Received);
        Assert.Single(node.Received);
    }

    [Fact]
    public async Task A_subscriber_that_fails_ends_neither_the_others_nor_the_bus()
    {
        var node = Node();
        using var failing = node.Bus.Subscribe(new Subscriber { Fails = true });

        node.Bus.Publish(HintSamples.Event(HintSamples.Channel, 1, "{}"));
        node.Bus.Publish(HintSamples.Event(HintSamples.Channel, 2, "{}"));

        await node.ReceivesAsync(HintSamples.Event(HintSamples.Channel, 2, "{}"));
    }

    [Fact]
    public async Task Following_again_and_again_and_unfollowing_what_is_not_followed_are_fine()
    {
        var node = Node();
        var topic = HintTopic.Channel(HintSamples.Channel);
        for (var round = 0; round < 100; round++)
        {
            await node.Bus.FollowAsync(topic);
            node.Bus.Unfollow(topic);
            node.Bus.Unfollow(topic);
        }

        node.Bus.Publish(HintSamples.Event(HintSamples.Channel, 1, "{}"));
        await node.ReceivesAsync(HintSamples.Event(HintSamples.Channel, 1, "{}"));
    }

    protected abstract IHintBus CreateBus(IMeterFactory meters);

    protected HintNode Node()
    {
        var node = new HintNode(CreateBus);
        _nodes.Add(node);
        return node;
    }

    private sealed class Subscriber : IHintSubscriber
    {
        private readonly List<string> _received = [];

        public IReadOnlyList<string> Received => _received;

        public bool Fails { get; init; }

        public void Receive(Hint hint)
        {
            if (Fails)
            {
                throw new InvalidOperationException("A fault.");
            }

            _received.Add(HintText.Of(hint));
        }

        public void Lost()
        {
            // Networks that are reached say so; nothing is checked of it here.
        }
    }
}
