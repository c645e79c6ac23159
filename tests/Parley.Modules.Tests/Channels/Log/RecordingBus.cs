using System.Collections.Concurrent;
using Parley.Realtime.Ports;

namespace Parley.Modules.Tests.Channels.Log;

/// <summary>A bus that hands nothing on, as if every hint were lost, and remembers what was said.</summary>
internal sealed class RecordingBus : IHintBus
{
    private readonly ConcurrentQueue<ChannelHint> _hints = new();

    public IReadOnlyCollection<ChannelHint> Hints => _hints;

    public void Publish(ChannelHint hint)
    {
        _hints.Enqueue(hint);
    }

    public void Publish(AccountHint hint)
    {
        // Of accounts nothing is checked here.
    }

    public IDisposable Subscribe(IHintSubscriber subscriber)
    {
        throw new NotSupportedException("Nobody listens to this bus.");
    }
}
