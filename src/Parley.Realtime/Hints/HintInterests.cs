using System.Collections.Concurrent;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Hints;

/// <summary>What this node follows, counted. The transport hears of the first and the last of each topic, in order.</summary>
internal sealed class HintInterests(IHintTransport transport)
{
    private readonly Lock _lock = new();

    // Changed with the lock held, read without.
    private readonly ConcurrentDictionary<HintTopic, Interest> _interests = new();

    public bool Wants(HintTopic topic)
    {
        return topic.Kind == HintTopicKind.EveryNode || _interests.ContainsKey(topic);
    }

    /// <returns>The transport's answer, to the first who followed.</returns>
    public Task Follow(HintTopic topic)
    {
        lock (_lock)
        {
            var interest = _interests.TryGetValue(topic, out var known) ? known with { Count = known.Count + 1 } : new Interest(1, transport.FollowAsync(topic));
            _interests[topic] = interest;
            return interest.InForce;
        }
    }

    public void Unfollow(HintTopic topic)
    {
        lock (_lock)
        {
            if (!_interests.TryGetValue(topic, out var interest))
            {
                return;
            }

            if (interest.Count > 1)
            {
                _interests[topic] = interest with { Count = interest.Count - 1 };
                return;
            }

            _interests.TryRemove(topic, out _);
            transport.Unfollow(topic);
        }
    }

    private readonly record struct Interest(int Count, Task InForce);
}
