namespace Parley.Cli.Verify;

/// <summary>What listeners heard, held against when they were members of what.</summary>
internal sealed class ListenerChecks(History history)
{
    private readonly Memberships _memberships = new(history.Channels);
    private readonly Dictionary<string, Guid> _accounts = history.Journal.OfType<Listening>()
        .DistinctBy(listening => listening.Listener).ToDictionary(listening => listening.Listener, listening => listening.AccountId);

    public Property HeardEverythingOnce()
    {
        var property = new Property(PropertyNames.HeardOnce);
        var cursors = new Dictionary<(string Listener, Guid ChannelId), long>();

        // Of channels that a listener was out of when it came back. The client forgot these, the server may go on from them.
        var dropped = new Dictionary<(string Listener, Guid ChannelId), long>();
        foreach (var entry in history.Journal)
        {
            switch (entry)
            {
                case Listening listening:
                    foreach (var (channelId, head) in listening.Heads)
                    {
                        cursors[(listening.Listener, channelId)] = head;
                    }

                    break;
                case Reconnected resumed:
                    foreach (var place in cursors.Keys.Where(place => place.Listener == resumed.Listener && !resumed.Followed.Contains(place.ChannelId)).ToList())
                    {
                        cursors.Remove(place, out var left);
                        dropped[place] = left;
                    }

                    break;
                case ToldToReload reset:
                    cursors[(reset.Listener, reset.ChannelId)] = reset.Head;
                    break;
                case Heard heard:
                    var at = (heard.Listener, heard.ChannelId);
                    var hasCursor = cursors.TryGetValue(at, out var cursor);
                    property.Check(
                        hasCursor ? IsNext(heard, cursor) : IsStart(heard, dropped.GetValueOrDefault(at)),
                        () => $"{heard.Listener} got {Checker.Name(heard.ChannelId, heard.Seq)} {(hasCursor ? $"after {cursor}" : "out of the blue")}");
                    cursors[at] = Math.Max(cursor, heard.Seq);
                    break;
                case ListenerStopped stopped:
                    foreach (var (channelId, head) in stopped.Heads.Where(one => WasThere(stopped.Listener, one.Key, one.Value)))
                    {
                        var reached = cursors.GetValueOrDefault((stopped.Listener, channelId));
                        property.Check(reached >= head, () => $"{stopped.Listener} ended at {Checker.Name(channelId, reached)}, the head was {head}");
                    }

                    break;
            }
        }

        return property;
    }

    /// <summary>Nothing of a channel later than one's leaving, on any connection, and nothing for the asking.</summary>
    public Property OnlyMembersSaw()
    {
        var property = new Property(PropertyNames.OnlyMembers);
        foreach (var entry in history.Journal)
        {
            switch (entry)
            {
                case Heard heard when _accounts.TryGetValue(heard.Listener, out var accountId):
                    property.Check(
                        _memberships.IsTheirs(heard.ChannelId, accountId, heard.Seq),
                        () => $"{heard.Listener} got {Checker.Name(heard.ChannelId, heard.Seq)} and was no member");
                    break;
                case ReadAfterLeaving read:
                    property.Check(read.WasRefused, () => $"account {read.AccountId} read channel {read.ChannelId} after its removal, at {read.AtMs} ms");
                    break;
            }
        }

        return property;
    }

    private bool IsNext(Heard heard, long cursor)
    {
        if (!_accounts.TryGetValue(heard.Listener, out var accountId))
        {
            return heard.Seq == cursor + 1;
        }

        // What is not theirs is another property's to tell; here it is enough that it is in its place.
        return heard.Seq == _memberships.NextOfTheirs(heard.ChannelId, accountId, cursor)
            || (heard.Seq == cursor + 1 && !_memberships.IsTheirs(heard.ChannelId, accountId, heard.Seq));
    }

    // A channel that was joined while listening starts with the joining, or where it was left off.
    private bool IsStart(Heard heard, long dropped)
    {
        return !_accounts.TryGetValue(heard.Listener, out var accountId)
            || (heard.Seq > dropped && _memberships.Begins(heard.ChannelId, accountId, heard.Seq))
            || (dropped > 0 && heard.Seq == _memberships.NextOfTheirs(heard.ChannelId, accountId, dropped));
    }

    private bool WasThere(string listener, Guid channelId, long seq)
    {
        return !_accounts.TryGetValue(listener, out var accountId) || _memberships.IsTheirs(channelId, accountId, seq);
    }
}
