using Parley.Realtime.Ports;

namespace Parley.Realtime.Tests.Support;

/// <summary>Hands a hint on in the call that publishes it.</summary>
internal sealed class DirectBus : IHintBus
{
    private readonly List<IHintSubscriber> _subscribers = [];

    public void Publish(ChannelHint hint)
    {
        _subscribers.ForEach(one => one.Receive(hint));
    }

    public void Publish(AccountHint hint)
    {
        _subscribers.ForEach(one => one.Receive(hint));
    }

    public IDisposable Subscribe(IHintSubscriber subscriber)
    {
        _subscribers.Add(subscriber);
        return new Subscription(_subscribers, subscriber);
    }

    private sealed class Subscription(List<IHintSubscriber> subscribers, IHintSubscriber subscriber) : IDisposable
    {
        public void Dispose() => subscribers.Remove(subscriber);
    }
}
