using System.Collections.Concurrent;
using Parley.Realtime.Ports;

namespace Parley.Modules.Tests.Channels.Log;

/// <summary>A bus that hands nothing on, as if every hint were lost, and remembers what was said.</summary>
internal sealed class RecordingBus : IHintBus
{
    private readonly ConcurrentQueue<ChannelHint> _hints = new();

    public IReadOnlyCollection<ChannelHint> Hints => _hints;

    public bool IsShared => false;

    public void Publish(Hint hint)
    {
        if (hint is ChannelHint ofChannel)
        {
            _hints.Enqueue(ofChannel);
        }
    }

    public IDisposable Subscribe(IHintSubscriber subscriber)
    {
        throw new NotSupportedException("Nobody listens to this bus.");
    }

    public ValueTask FollowAsync(HintTopic topic)
    {
        return ValueTask.CompletedTask;
    }

    public void Unfollow(HintTopic topic)
    {
        // Nothing comes from elsewhere.
    }
}
