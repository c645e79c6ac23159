using Parley.Client;
using Parley.Contracts;

namespace Parley.Cli.Verify;

/// <summary>Holds a history against what Parley promises (docs/architecture.md): kept, one order, exactly once.</summary>
internal static class Checker
{
    private static readonly string EmptySha256 = History.Sha256Of("");

    public static IReadOnlyList<Property> Check(History history)
    {
        return
        [
            AcknowledgedAreKept(history),
            LogsAreDense(history),
            NoMessageIsDoubled(history),
            MessagesAreTheirEvents(history),
            ListenersHeardEverythingOnce(history),
            ListenersHeardWhatTheLogSays(history),
            StreamsNeededNoRepair(history),
        ];
    }

    private static Property AcknowledgedAreKept(History history)
    {
        var property = new Property("acknowledged messages are kept, each once, with the same seq and text");
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
        var property = new Property("every log is 1, 2, 3, ... up to its head");
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
        var property = new Property("no client message id is there twice");
        foreach (var (channelId, channel) in history.Channels)
        {
            foreach (var group in channel.Messages.GroupBy(message => (message.AuthorId, message.ClientMessageId)))
            {
                property.Check(group.Count() == 1, () => $"channel {channelId}: {group.Key.ClientMessageId} at {string.Join(", ", group.Select(message => message.Seq))}");
            }
        }

        return property;
    }

    // A client that applies the events ends where a client that reloads ends.
    private static Property MessagesAreTheirEvents(History history)
    {
        var property = new Property("messages are what their events make of them");
        foreach (var (channelId, channel) in history.Channels)
        {
            var replayed = Replay(channel);
            foreach (var message in channel.Messages)
            {
                var isKnown = replayed.Remove(message.Seq, out var expected);
                var actual = new ReplayedMessage(message.AuthorId, message.Text, message.EditedAt is not null, message.DeletedAt is not null);
                property.Check(isKnown && expected == actual, () => $"{Name(channelId, message.Seq)}: the message differs from its events");
            }

            foreach (var seq in replayed.Keys)
            {
                property.Check(holds: false, () => $"{Name(channelId, seq)}: the event is there, the message is not");
            }
        }

        return property;
    }

    private static Property ListenersHeardEverythingOnce(History history)
    {
        var property = new Property("every listener got each event once and in order, or was told to reload");
        var cursors = new Dictionary<(string Listener, Guid ChannelId), long>();
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
                case ToldToReload reset:
                    cursors[(reset.Listener, reset.ChannelId)] = reset.Head;
                    break;
                case Heard heard:
                    // A channel that was joined while listening starts anywhere.
                    var hasCursor = cursors.TryGetValue((heard.Listener, heard.ChannelId), out var cursor);
                    property.Check(!hasCursor || heard.Seq == cursor + 1, () => $"{heard.Listener} got {Name(heard.ChannelId, heard.Seq)} after {cursor}");
                    cursors[(heard.Listener, heard.ChannelId)] = Math.Max(cursor, heard.Seq);
                    break;
                case ListenerStopped stopped:
                    foreach (var (channelId, head) in stopped.Heads)
                    {
                        var reached = cursors.GetValueOrDefault((stopped.Listener, channelId));
                        property.Check(reached >= head, () => $"{stopped.Listener} ended at {Name(channelId, reached)}, the head was {head}");
                    }

                    break;
            }
        }

        return property;
    }

    private static Property ListenersHeardWhatTheLogSays(History history)
    {
        var property = new Property("what listeners got is what the log says");
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
        var property = new Property("no event stream repeated or skipped an event that the client had to mend");
        foreach (var stopped in history.Journal.OfType<ListenerStopped>())
        {
            property.Check(stopped is { Repeats: 0, Gaps: 0 }, () => $"{stopped.Listener}: {stopped.Repeats} repeats, {stopped.Gaps} gaps");
        }

        return property;
    }

    private static Dictionary<long, ReplayedMessage> Replay(ChannelHistory channel)
    {
        var messages = new Dictionary<long, ReplayedMessage>();
        foreach (var stored in channel.Events)
        {
            if (stored.AsMessagePosted() is { } posted)
            {
                messages[stored.Seq] = new ReplayedMessage(stored.ActorId, posted.Text, IsEdited: false, IsDeleted: false);
            }
            else if (stored.AsMessageEdited() is { } edited && messages.TryGetValue(edited.MessageSeq, out var before))
            {
                messages[edited.MessageSeq] = before with { Text = edited.Text, IsEdited = true };
            }
            else if (stored.AsMessageDeleted() is { } deleted && messages.TryGetValue(deleted.MessageSeq, out before))
            {
                messages[deleted.MessageSeq] = before with { Text = "", IsDeleted = true };
            }
        }

        return messages;
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

    private static string Name(Guid channelId, long seq)
    {
        return $"{channelId}/{seq}";
    }

    private sealed record ReplayedMessage(Guid AuthorId, string Text, bool IsEdited, bool IsDeleted);
}
