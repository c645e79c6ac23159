using Parley.Realtime.Ports;

namespace Parley.Faults.BrokenServer;

/// <summary>A bus that publishes something else than it is told to.</summary>
internal abstract class ChangedBus(IHintBus inner) : IHintBus
{
    public bool IsShared => inner.IsShared;

    protected IHintBus Inner => inner;

    public abstract void Publish(Hint hint);

    public IDisposable Subscribe(IHintSubscriber subscriber) => inner.Subscribe(subscriber);

    public ValueTask FollowAsync(HintTopic topic) => inner.FollowAsync(topic);

    public void Unfollow(HintTopic topic) => inner.Unfollow(topic);
}

/// <summary>Does what a bus may do to the hints of channels: loses half of them, says some twice and some so late that others have overtaken them.</summary>
internal sealed class UnreliableBus(IHintBus inner, TimeProvider time) : ChangedBus(inner)
{
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);

    private long _published;

    public override void Publish(Hint hint)
    {
        switch (hint is ChannelHint ? Interlocked.Increment(ref _published) % 8 : 0)
        {
            case 1 or 3 or 5 or 7:
                break;
            case 2:
                Inner.Publish(hint);
                Inner.Publish(hint);
                break;
            case 4:
                _ = PublishLateAsync(hint);
                break;
            default:
                Inner.Publish(hint);
                break;
        }
    }

    private async Task PublishLateAsync(Hint hint)
    {
        await Task.Delay(Late, time);
        Inner.Publish(hint);
    }
}

/// <summary>Loses every fifth hint.</summary>
internal sealed class LossyBus(IHintBus inner) : ChangedBus(inner)
{
    private long _published;

    public override void Publish(Hint hint)
    {
        if (hint is not ChannelHint || Interlocked.Increment(ref _published) % 5 != 0)
        {
            Inner.Publish(hint);
        }
    }
}

/// <summary>Nobody leaves.</summary>
internal sealed class StayingBus(IHintBus inner) : ChangedBus(inner)
{
    public static LoggedEvent Stay(LoggedEvent logged)
    {
        return logged.Effect == EventEffect.Left ? logged with { Effect = EventEffect.None, SubjectId = Guid.Empty } : logged;
    }

    public override void Publish(Hint hint)
    {
        Inner.Publish(hint is ChannelHint { Event: { } logged } channel ? channel with { Event = Stay(logged) } : hint);
    }
}
