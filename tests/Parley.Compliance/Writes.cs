using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Contracts;
using Parley.Modules.Channels.Log;

namespace Parley.Compliance;

/// <summary>What the product's operations hand to the log.</summary>
public static class Writes
{
    public static MessageDraft Post(Guid channelId, Guid authorId, string text, Guid clientMessageId, DateTimeOffset at, DraftMentions? mentions = null)
    {
        var data = new MessagePosted { Text = text, Mentions = mentions?.Wire };
        return new MessageDraft
        {
            ChannelId = channelId,
            AuthorId = authorId,
            ClientMessageId = clientMessageId,
            Text = text,
            At = at,
            Event = EncodedEvent.Create(ChannelEventTypes.MessagePosted, channelId, at, authorId, data, ParleyJson.Context.MessagePosted),
            Mentions = mentions,
        };
    }

    public static MessageDraft Reply(
        Guid channelId,
        Guid authorId,
        long threadSeq,
        string text,
        Guid clientMessageId,
        DateTimeOffset at,
        bool alsoInChannel = false,
        DraftMentions? mentions = null)
    {
        var data = new MessagePosted { Text = text, ThreadSeq = threadSeq, AlsoInChannel = alsoInChannel ? true : null, Mentions = mentions?.Wire };
        return Post(channelId, authorId, text, clientMessageId, at, mentions) with
        {
            Reply = new ReplyTo(threadSeq, alsoInChannel),
            Event = EncodedEvent.Create(ChannelEventTypes.MessagePosted, channelId, at, authorId, data, ParleyJson.Context.MessagePosted),
        };
    }

    /// <param name="accountIds">Whom the message calls by name.</param>
    /// <param name="everyoneOf">The workspace of the channel, where the message calls everyone in it.</param>
    /// <param name="here">Who was online, where the message calls those.</param>
    public static DraftMentions Mentions(Guid[] accountIds, Guid? everyoneOf = null, Guid[]? here = null)
    {
        var wire = new MessageMentions { AccountIds = accountIds.Length == 0 ? null : accountIds, Here = here, Channel = everyoneOf is not null };
        Guid[] mentioned = [.. accountIds.Union(here ?? []), .. everyoneOf is { } workspaceId ? [workspaceId] : Array.Empty<Guid>()];
        return new DraftMentions(wire, JsonSerializer.Serialize(wire, ParleyJson.Context.MessageMentions), mentioned);
    }

    public static ChannelChange Edit(Guid channelId, Guid actorId, long seq, string text, DateTimeOffset at, DraftMentions? mentions = null)
    {
        var data = new MessageEdited { MessageSeq = seq, Text = text, Mentions = mentions?.Wire };
        return new ChannelChange.EditMessage(seq, text)
        {
            Mentions = mentions,
            ChannelId = channelId,
            ActorId = actorId,
            At = at,
            Event = EncodedEvent.Create(ChannelEventTypes.MessageEdited, channelId, at, actorId, data, ParleyJson.Context.MessageEdited),
        };
    }

    public static ChannelChange Delete(Guid channelId, Guid actorId, long seq, bool mayDeleteOthers, DateTimeOffset at)
    {
        var data = new MessageDeleted { MessageSeq = seq };
        return new ChannelChange.DeleteMessage(seq, mayDeleteOthers, WithoutText)
        {
            ChannelId = channelId,
            ActorId = actorId,
            At = at,
            Event = EncodedEvent.Create(ChannelEventTypes.MessageDeleted, channelId, at, actorId, data, ParleyJson.Context.MessageDeleted),
        };
    }

    public static ChannelChange Pin(Guid channelId, Guid actorId, long seq, DateTimeOffset at)
    {
        var data = new MessagePinned { MessageSeq = seq };
        return new ChannelChange.PinMessage(seq)
        {
            ChannelId = channelId,
            ActorId = actorId,
            At = at,
            Event = EncodedEvent.Create(ChannelEventTypes.MessagePinned, channelId, at, actorId, data, ParleyJson.Context.MessagePinned),
        };
    }

    public static ChannelChange Unpin(Guid channelId, Guid actorId, long seq, DateTimeOffset at)
    {
        var data = new MessageUnpinned { MessageSeq = seq };
        return new ChannelChange.UnpinMessage(seq)
        {
            ChannelId = channelId,
            ActorId = actorId,
            At = at,
            Event = EncodedEvent.Create(ChannelEventTypes.MessageUnpinned, channelId, at, actorId, data, ParleyJson.Context.MessageUnpinned),
        };
    }

    public static ChannelChange React(Guid channelId, Guid actorId, long seq, string emoji, DateTimeOffset at)
    {
        var data = new ReactionAdded { MessageSeq = seq, Emoji = emoji };
        return new ChannelChange.AddReaction(seq, emoji)
        {
            ChannelId = channelId,
            ActorId = actorId,
            At = at,
            Event = EncodedEvent.Create(ChannelEventTypes.ReactionAdded, channelId, at, actorId, data, ParleyJson.Context.ReactionAdded),
        };
    }

    public static ChannelChange TakeBack(Guid channelId, Guid actorId, long seq, string emoji, DateTimeOffset at)
    {
        var data = new ReactionRemoved { MessageSeq = seq, Emoji = emoji };
        return new ChannelChange.RemoveReaction(seq, emoji)
        {
            ChannelId = channelId,
            ActorId = actorId,
            At = at,
            Event = EncodedEvent.Create(ChannelEventTypes.ReactionRemoved, channelId, at, actorId, data, ParleyJson.Context.ReactionRemoved),
        };
    }

    public static ChannelChange Add(Guid channelId, Guid actorId, Guid accountId, DateTimeOffset at)
    {
        return new ChannelChange.AddMember(accountId, ActorMustBeMember: actorId != accountId)
        {
            ChannelId = channelId,
            ActorId = actorId,
            At = at,
            Event = Joined(channelId, actorId, accountId, at),
        };
    }

    public static ChannelChange Remove(Guid channelId, Guid actorId, Guid accountId, DateTimeOffset at)
    {
        return new ChannelChange.RemoveMember(accountId) { ChannelId = channelId, ActorId = actorId, At = at, Event = Left(channelId, actorId, accountId, at) };
    }

    public static ChannelChange Update(Guid channelId, Guid actorId, ChannelUpdated changes, DateTimeOffset at)
    {
        return new ChannelChange.Update(changes, changes.Name?.ToLowerInvariant())
        {
            ChannelId = channelId,
            ActorId = actorId,
            At = at,
            Event = EncodedEvent.Create(ChannelEventTypes.ChannelUpdated, channelId, at, actorId, changes, ParleyJson.Context.ChannelUpdated),
        };
    }

    public static NewChannel Create(
        Guid workspaceId, string name, ChannelVisibility visibility, IReadOnlyList<Guid> memberIds, DateTimeOffset at, bool isDefault = false)
    {
        var id = Guid.CreateVersion7(at);
        var creatorId = memberIds[0];
        var created = new ChannelCreated { Visibility = visibility, Name = name, Topic = "", Purpose = "" };
        return new NewChannel
        {
            Id = id,
            WorkspaceId = workspaceId,
            Visibility = visibility,
            Name = name,
            Topic = "",
            Purpose = "",
            IsDefault = isDefault,
            CreatedBy = creatorId,
            At = at,
            Created = EncodedEvent.Create(ChannelEventTypes.ChannelCreated, id, at, creatorId, created, ParleyJson.Context.ChannelCreated),
            Members = [.. memberIds.Select(memberId => (memberId, Joined(id, creatorId, memberId, at)))],
        };
    }

    public static EncodedEvent Joined(Guid channelId, Guid actorId, Guid accountId, DateTimeOffset at)
    {
        var data = new MemberJoined { AccountId = accountId };
        return EncodedEvent.Create(ChannelEventTypes.MemberJoined, channelId, at, actorId, data, ParleyJson.Context.MemberJoined);
    }

    public static EncodedEvent Left(Guid channelId, Guid actorId, Guid accountId, DateTimeOffset at)
    {
        var data = new MemberLeft { AccountId = accountId };
        return EncodedEvent.Create(ChannelEventTypes.MemberLeft, channelId, at, actorId, data, ParleyJson.Context.MemberLeft);
    }

    public static byte[] WithoutText(ReadOnlyMemory<byte> json)
    {
        var stored = JsonNode.Parse(json.Span)!;
        stored["data"]!["text"] = "";
        stored["data"]!.AsObject().Remove("mentions");
        return System.Text.Encoding.UTF8.GetBytes(stored.ToJsonString());
    }
}
