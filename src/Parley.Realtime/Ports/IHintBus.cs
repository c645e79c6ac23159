namespace Parley.Realtime.Ports;

/// <summary>
/// Tells nodes that something may be new. It may lose, repeat and reorder: receivers order by seq and find what was lost by a periodic look
/// at the heads, so publishing never fails a caller and never waits for a receiver or a network. Safe for use from many threads.
/// </summary>
public interface IHintBus
{
    /// <summary>
    /// Whether other nodes publish too. Then what they hinted before <see cref="FollowAsync"/> ended was missed, and a receiver that must not wait
    /// for the next look at the heads looks once by itself.
    /// </summary>
    bool IsShared { get; }

    /// <summary>
    /// Hands the hint to every subscriber in this process, in the order of publishing and whatever is followed, and sends it to the nodes that
    /// follow its topic.
    /// </summary>
    void Publish(Hint hint);

    /// <summary>
    /// Every hint that is published here, or comes here from another node, goes from now on to the subscriber, until the answer is disposed. From
    /// other nodes come at least those of the topics that somebody here follows, and those that every node gets
    /// (<see cref="HintTopicKind.EveryNode"/>).
    /// </summary>
    IDisposable Subscribe(IHintSubscriber subscriber);

    /// <summary>
    /// This node wants the hints of this topic that other nodes publish. Counted: for each call one of <see cref="Unfollow"/> ends it.
    /// It is noted before this returns; it never fails and does not call subscribers.
    /// </summary>
    /// <returns>
    /// Ends when the hints come. Also when the network does not answer in time: then <see cref="IHintSubscriber.Lost"/> is called when they do come.
    /// </returns>
    ValueTask FollowAsync(HintTopic topic);

    void Unfollow(HintTopic topic);
}

/// <summary>Called on the bus's thread, one call at a time; returns quickly.</summary>
public interface IHintSubscriber
{
    void Receive(Hint hint);

    /// <summary>
    /// Hints of any kind may have been lost: the network was away and is back, or another node could not send. Whatever relies on hints
    /// looks at the database now.
    /// </summary>
    void Lost();
}
