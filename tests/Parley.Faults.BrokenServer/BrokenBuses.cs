using Parley.Realtime.Ports;

namespace Parley.Faults.BrokenServer;

/// <summary>A bus with every hint but what <see cref="Change"/> makes of it.</summary>
internal abstract class ChangedBus(IHintBus inner) : IHintBus
{
    public bool IsShared => inner.IsShared;

    public void Publish(Hint hint)
    {
        if (Change(hint) is { } changed)
        {
            inner.Publish(changed);
        }
    }

    public IDisposable Subscribe(IHintSubscriber subscriber) => inner.Subscribe(subscriber);

    public ValueTask FollowAsync(HintTopic topic) => inner.FollowAsync(topic);

    public void Unfollow(HintTopic topic) => inner.Unfollow(topic);

    /// <returns>null: it is lost.</returns>
    protected abstract Hint? Change(Hint hint);
}

/// <summary>Loses every fifth hint.</summary>
internal sealed class LossyBus(IHintBus inner) : ChangedBus(inner)
{
    private long _published;

    protected override Hint? Change(Hint hint)
    {
        return hint is ChannelHint && Interlocked.Increment(ref _published) % 5 == 0 ? null : hint;
    }
}

/// <summary>Nobody leaves.</summary>
internal sealed class StayingBus(IHintBus inner) : ChangedBus(inner)
{
    public static LoggedEvent Stay(LoggedEvent logged)
    {
        return logged.Effect == EventEffect.Left ? logged with { Effect = EventEffect.None, SubjectId = Guid.Empty } : logged;
    }

    protected override Hint? Change(Hint hint)
    {
        return hint is ChannelHint { Event: { } logged } channel ? channel with { Event = Stay(logged) } : hint;
    }
}
