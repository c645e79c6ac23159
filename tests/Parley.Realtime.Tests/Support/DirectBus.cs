using Parley.Realtime.Ports;

namespace Parley.Realtime.Tests.Support;

/// <summary>Hands a hint on in the call that publishes it, and counts what is followed.</summary>
internal sealed class DirectBus : IHintBus
{
    private readonly List<IHintSubscriber> _subscribers = [];
    private readonly List<HintTopic> _followed = [];

    public bool IsShared { get; init; }

    /// <summary>What a call of <see cref="FollowAsync"/> waits for.</summary>
    public Task Following { get; set; } = Task.CompletedTask;

    public IReadOnlyList<HintTopic> Followed => _followed;

    /// <summary>Where else what is published here goes.</summary>
    public Action<Hint>? Published { get; set; }

    public void Publish(Hint hint)
    {
        Deliver(hint);
        Published?.Invoke(hint);
    }

    public void Deliver(Hint hint)
    {
        _subscribers.ForEach(one => one.Receive(hint));
    }

    public void Lose()
    {
        _subscribers.ForEach(one => one.Lost());
    }

    public IDisposable Subscribe(IHintSubscriber subscriber)
    {
        _subscribers.Add(subscriber);
        return new Subscription(_subscribers, subscriber);
    }

    public ValueTask FollowAsync(HintTopic topic)
    {
        _followed.Add(topic);
        return new ValueTask(Following);
    }

    public void Unfollow(HintTopic topic)
    {
        Assert.True(_followed.Remove(topic), $"{topic} was not followed.");
    }

    private sealed class Subscription(List<IHintSubscriber> subscribers, IHintSubscriber subscriber) : IDisposable
    {
        public void Dispose() => subscribers.Remove(subscriber);
    }
}
