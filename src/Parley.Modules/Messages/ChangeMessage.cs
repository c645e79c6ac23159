using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Contracts;
using Parley.Modules.Channels;
using Parley.Modules.Channels.Log;
using Parley.Modules.Mentions;

namespace Parley.Modules.Messages;

/// <summary>Edits and deletes messages.</summary>
internal sealed class ChangeMessage(
    IChannelLog log, IMessageStore messages, MentionResolver mentions, IMessageFollower follower, MentionMetrics metrics, TimeProvider time)
{
    public async Task<ChangeOutcome> EditAsync(Guid channelId, long seq, string text, Guid actorId, CancellationToken cancellationToken)
    {
        // Whom an @here of before called is asked of a message only that may have one again.
        var before = text.Contains('@', StringComparison.Ordinal) ? (await messages.FindAsync(channelId, seq, actorId, cancellationToken))?.Mentions : null;
        var mentioned = await mentions.ResolveAsync(channelId, actorId, text, before, cancellationToken);
        var now = time.GetUtcNow();
        var data = new MessageEdited { MessageSeq = seq, Text = text, Mentions = mentioned?.Wire };
        var outcome = await log.ChangeAsync(
            new ChannelChange.EditMessage(seq, text)
            {
                Mentions = mentioned,
                ChannelId = channelId,
                ActorId = actorId,
                At = now,
                Event = EncodedEvent.Create(ChannelEventTypes.MessageEdited, channelId, now, actorId, data, ParleyJson.Context.MessageEdited),
            },
            cancellationToken);
        if (outcome is ChangeOutcome.Applied)
        {
            metrics.Recorded(mentioned?.Wire, before);
            follower.Written(channelId, seq, text);
        }

        return outcome;
    }

    public async Task<ChangeOutcome> DeleteAsync(VisibleChannel channel, long seq, Guid actorId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var data = new MessageDeleted { MessageSeq = seq };

        // Whose reply it is, and in which thread, never changes; whether it may be deleted is decided in the transaction.
        if (await messages.FindAsync(channel.Id, seq, actorId, cancellationToken) is { ThreadSeq: { } threadSeq } reply)
        {
            data = data with { ThreadSeq = threadSeq, AlsoInChannel = reply.AlsoInChannel, AuthorId = reply.AuthorId };
        }

        return await log.ChangeAsync(
            new ChannelChange.DeleteMessage(seq, ChannelRules.MayDeleteOthersMessages(channel), WithoutText)
            {
                ChannelId = channel.Id,
                ActorId = actorId,
                At = now,
                Event = EncodedEvent.Create(ChannelEventTypes.MessageDeleted, channel.Id, now, actorId, data, ParleyJson.Context.MessageDeleted),
            },
            cancellationToken);
    }

    /// <summary>
    /// A deleted message's text, files and previews are not read again, from the log neither: who resumes gets the event with an empty text, which calls nobody.
    /// </summary>
    internal static byte[] WithoutText(ReadOnlyMemory<byte> json)
    {
        var stored = JsonNode.Parse(json.Span)!;
        if (stored["data"]!["previews"] is JsonArray previews)
        {
            previews.Clear();
        }
        else
        {
            stored["data"]!["text"] = "";
        }

        stored["data"]!.AsObject().Remove("files");
        stored["data"]!.AsObject().Remove("mentions");
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = ParleyJson.Encoder }))
        {
            stored.WriteTo(writer);
        }

        return stream.ToArray();
    }
}
