namespace Parley.Realtime.Feeds;

/// <summary>
/// The last head that was hinted of each of the channels that moved lately, whether they have a feed or not: a connection reads its heads a moment
/// before its feeds are there, and what is hinted in between would otherwise be found only by the next poll. Bounded: past two generations of
/// channels the oldest are forgotten.
/// </summary>
internal sealed class RecentHeads(int channelsPerGeneration)
{
    private readonly Lock _lock = new();
    private Dictionary<Guid, long> _current = [];
    private Dictionary<Guid, long> _previous = [];

    public void Note(Guid channelId, long head)
    {
        lock (_lock)
        {
            if (_current.TryGetValue(channelId, out var known))
            {
                _current[channelId] = Math.Max(known, head);
                return;
            }

            if (_current.Count >= channelsPerGeneration)
            {
                (_current, _previous) = (_previous, _current);
                _current.Clear();
            }

            _current[channelId] = Math.Max(_previous.GetValueOrDefault(channelId), head);
        }
    }

    /// <returns>0 when nothing is known.</returns>
    public long Of(Guid channelId)
    {
        lock (_lock)
        {
            return _current.TryGetValue(channelId, out var head) ? head : _previous.GetValueOrDefault(channelId);
        }
    }
}
