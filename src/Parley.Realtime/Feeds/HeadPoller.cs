namespace Parley.Realtime.Feeds;

/// <summary>Finds lost hints: compares, every so often, the heads in the database with what the feeds have.</summary>
internal sealed class HeadPoller(ChannelFeeds feeds, LogReads reads)
{
    // Bounds one statement's parameters; a node with 10,000 channels asks ten times.
    private const int ChannelsPerRead = 1_000;

    /// <exception cref="IOException">The database did not answer; the next poll asks again.</exception>
    public async Task PollAsync(CancellationToken cancellationToken)
    {
        foreach (var channelIds in feeds.ChannelIds.Chunk(ChannelsPerRead))
        {
            foreach (var head in await reads.ReadHeadsAsync(channelIds, cancellationToken))
            {
                feeds.Find(head.ChannelId)?.Hint(head.Seq, logged: null);
            }
        }
    }
}
