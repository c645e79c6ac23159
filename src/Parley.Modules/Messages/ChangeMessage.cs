using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Contracts;
using Parley.Modules.Channels;
using Parley.Modules.Channels.Log;

namespace Parley.Modules.Messages;

/// <summary>Edits and deletes messages.</summary>
internal sealed class ChangeMessage(IChannelLog log, IMessageStore messages, TimeProvider time)
{
    public Task<ChangeOutcome> EditAsync(Guid channelId, long seq, string text, Guid actorId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var data = new MessageEdited { MessageSeq = seq, Text = text };
        return log.ChangeAsync(
            new ChannelChange.EditMessage(seq, text)
            {
                ChannelId = channelId,
                ActorId = actorId,
                At = now,
                Event = EncodedEvent.Create(ChannelEventTypes.MessageEdited, channelId, now, actorId, data, ParleyJson.Context.MessageEdited),
            },
            cancellationToken);
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

    /// <summary>A deleted message's text and files are not read again, from the log neither: who resumes gets the event with an empty text.</summary>
    internal static byte[] WithoutText(ReadOnlyMemory<byte> json)
    {
        var stored = JsonNode.Parse(json.Span)!;
        stored["data"]!["text"] = "";
        stored["data"]!.AsObject().Remove("files");
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = ParleyJson.Encoder }))
        {
            stored.WriteTo(writer);
        }

        return stream.ToArray();
    }
}
