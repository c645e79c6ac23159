using Parley.Client;
using Parley.Contracts;

namespace Parley.Cli.Verify;

/// <summary>Holds a history against what Parley promises (docs/architecture.md): kept, one order, exactly once, only members.</summary>
internal static class Checker
{
    private static readonly string EmptySha256 = History.Sha256Of("");

    public static IReadOnlyList<Property> Check(History history)
    {
        var listeners = new ListenerChecks(history);
        return
        [
            AcknowledgedAreKept(history),
            LogsAreDense(history),
            NoMessageIsDoubled(history),
            MessagesAreTheirEvents(history),
            UnreadIsARecount(history),
            listeners.HeardEverythingOnce(),
            ListenersHeardWhatTheLogSays(history),
            listeners.OnlyMembersSaw(),
            StreamsNeededNoRepair(history),
            PostsWereAnswered(history),
            NodesEndedWhenAsked(history),
        ];
    }

    private static Property AcknowledgedAreKept(History history)
    {
        var property = new Property(PropertyNames.Kept);
        var stored = history.Channels.ToDictionary(channel => channel.Key, channel => PostedIn(channel.Value).ToLookup(posted => posted.ClientMessageId));
        var deleted = DeletedIn(history);
        foreach (var acknowledged in history.Journal.OfType<Acknowledged>())
        {
            var found = stored.TryGetValue(acknowledged.ChannelId, out var channel) ? channel[acknowledged.ClientMessageId].ToList() : [];
            property.Check(
                found is [var one] && one.Seq == acknowledged.Seq && HasText(one.Text, acknowledged, deleted),
                () => found switch
                {
                    [] => $"{Name(acknowledged.ChannelId, acknowledged.Seq)}: message {acknowledged.ClientMessageId} is lost",
                    [var one] when one.Seq != acknowledged.Seq => $"{Name(acknowledged.ChannelId, acknowledged.Seq)}: message {acknowledged.ClientMessageId} is at seq {one.Seq}",
                    [_] => $"{Name(acknowledged.ChannelId, acknowledged.Seq)}: message {acknowledged.ClientMessageId} has another text",
                    _ => $"{Name(acknowledged.ChannelId, acknowledged.Seq)}: message {acknowledged.ClientMessageId} is there {found.Count} times",
                });
        }

        return property;
    }

    // Deleting a message takes its text out of the log too: nobody who reads the log later gets it.
    private static bool HasText(string text, Acknowledged acknowledged, HashSet<(Guid ChannelId, long Seq)> deleted)
    {
        return History.Sha256Of(text) == acknowledged.TextSha256
            || (text.Length == 0 && deleted.Contains((acknowledged.ChannelId, acknowledged.Seq)));
    }

    private static Property LogsAreDense(History history)
    {
        var property = new Property(PropertyNames.Dense);
        foreach (var (channelId, channel) in history.Channels)
        {
            var expected = 1L;
            foreach (var stored in channel.Events)
            {
                property.Check(stored.Seq == expected, () => $"{Name(channelId, stored.Seq)} stands where {expected} should");
                expected = stored.Seq + 1;
            }

            property.Check(expected - 1 == channel.Head, () => $"channel {channelId} ends at {expected - 1}, its head is {channel.Head}");
        }

        return property;
    }

    private static Property NoMessageIsDoubled(History history)
    {
        var property = new Property(PropertyNames.NotDoubled);
        foreach (var (channelId, channel) in history.Channels)
        {
            foreach (var group in channel.Messages.GroupBy(message => (message.AuthorId, message.ClientMessageId)))
            {
                property.Check(group.Count() == 1, () => $"channel {channelId}: {group.Key.ClientMessageId} at {string.Join(", ", group.Select(message => message.Seq))}");
            }

            // Writers never say the same twice, so that a message is known again when the server gave it another id.
            foreach (var group in PostedIn(channel).Where(posted => posted.Text.Length > 0).GroupBy(posted => posted.Text).Where(group => group.DistinctBy(posted => posted.ClientMessageId).Count() > 1))
            {
                property.Check(holds: false, () => $"channel {channelId}: the same message, with different ids, at {string.Join(", ", group.Select(posted => posted.Seq))}");
            }
        }

        return property;
    }

    // A client that applies the events ends where a client that reloads ends.
    private static Property MessagesAreTheirEvents(History history)
    {
        var property = new Property(PropertyNames.TheirEvents);
        foreach (var (channelId, channel) in history.Channels)
        {
            var replayed = ReplayedMessage.AllOf(channel.Events);
            foreach (var message in channel.Messages)
            {
                var isKnown = replayed.Remove(message.Seq, out var expected);
                var actual = ReplayedMessage.Of(message);
                property.Check(isKnown && expected == actual, () => $"{Name(channelId, message.Seq)}: the message differs from its events: {actual}, not {expected}");
            }

            foreach (var seq in replayed.Keys)
            {
                property.Check(holds: false, () => $"{Name(channelId, seq)}: the event is there, the message is not");
            }
        }

        return property;
    }

    // Whatever the order in which reading, posting and deleting came about.
    private static Property UnreadIsARecount(History history)
    {
        var property = new Property(PropertyNames.Counted);
        foreach (var said in history.Journal.OfType<UnreadSaid>())
        {
            var messages = history.Channels.TryGetValue(said.ChannelId, out var channel) ? channel.Messages : [];
            var recount = messages.Count(message => message.Seq > said.ReadSeq && message.AuthorId != said.AccountId && message.DeletedAt is null);
            property.Check(
                said.Unread == Math.Min(recount, Limits.UnreadCount),
                () => $"account {said.AccountId} has {said.Unread} unread in channel {said.ChannelId} after {said.ReadSeq}, a recount gives {recount}");
        }

        return property;
    }

    private static Property ListenersHeardWhatTheLogSays(History history)
    {
        var property = new Property(PropertyNames.HeardTrue);
        var logs = history.Channels.ToDictionary(channel => channel.Key, channel => channel.Value.Events.ToLookup(
            stored => stored.Seq, stored => (stored.Type, TextSha256: History.Sha256OfPosted(stored))));
        var deleted = DeletedIn(history);
        var acknowledged = history.Journal.OfType<Acknowledged>().ToLookup(one => (one.ChannelId, one.Seq), one => one.TextSha256);
        foreach (var heard in history.Journal.OfType<Heard>())
        {
            var place = (heard.ChannelId, heard.Seq);
            var stored = logs.TryGetValue(heard.ChannelId, out var log) ? log[heard.Seq].FirstOrDefault() : default;

            // Who was there before the deletion heard the text that the log no longer has: the one that was acknowledged.
            var isBeforeDeletion = stored.TextSha256 == EmptySha256 && deleted.Contains(place) && acknowledged[place].Contains(heard.TextSha256);
            property.Check(
                stored.Type == heard.Type && (stored.TextSha256 == heard.TextSha256 || isBeforeDeletion),
                () => $"{heard.Listener} got {heard.Type} {heard.TextSha256} as {Name(heard.ChannelId, heard.Seq)}, the log has {stored.Type ?? "nothing"} {stored.TextSha256}");
        }

        return property;
    }

    private static Property StreamsNeededNoRepair(History history)
    {
        var property = new Property(PropertyNames.Unmended);
        foreach (var stopped in history.Journal.OfType<ListenerStopped>())
        {
            property.Check(stopped is { Repeats: 0, Gaps: 0 }, () => $"{stopped.Listener}: {stopped.Repeats} repeats, {stopped.Gaps} gaps");
        }

        return property;
    }

    private static Property NodesEndedWhenAsked(History history)
    {
        var property = new Property(PropertyNames.NodesEnded);
        foreach (var ended in history.Journal.OfType<NodeEnded>())
        {
            property.Check(
                ended is { WasAsked: true, ExitCode: 0 },
                () => $"node {ended.Node} {(ended.WasAsked ? "was asked to end and" : "by itself")} {(ended.ExitCode is { } code ? $"ended with {code}" : "did not end in time")}");
        }

        return property;
    }

    private static Property PostsWereAnswered(History history)
    {
        var property = new Property(PropertyNames.Answered);
        foreach (var entry in history.Journal.Where(entry => entry is Acknowledged or GaveUp))
        {
            property.Check(entry is Acknowledged, () => $"message {((GaveUp)entry).ClientMessageId} to channel {((GaveUp)entry).ChannelId} was given up at {entry.AtMs} ms");
        }

        return property;
    }

    // The client message id is the message's, the text that was posted the event's: an edit changes the message, not the event.
    private static IEnumerable<(long Seq, Guid ClientMessageId, string Text)> PostedIn(ChannelHistory channel)
    {
        var texts = channel.Events.ToLookup(stored => stored.Seq, stored => stored.AsMessagePosted()?.Text);
        return channel.Messages.SelectMany(message => texts[message.Seq].OfType<string>().Select(text => (message.Seq, message.ClientMessageId, text)));
    }

    private static HashSet<(Guid ChannelId, long Seq)> DeletedIn(History history)
    {
        return history.Channels
            .SelectMany(channel => channel.Value.Events.Select(stored => stored.AsMessageDeleted()).OfType<MessageDeleted>().Select(deleted => (channel.Key, deleted.MessageSeq)))
            .ToHashSet();
    }

    internal static string Name(Guid channelId, long seq)
    {
        return $"{channelId}/{seq}";
    }
}
