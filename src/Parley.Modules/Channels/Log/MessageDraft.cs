using Parley.Contracts;

namespace Parley.Modules.Channels.Log;

/// <summary>A message that waits for its seq.</summary>
public sealed record MessageDraft
{
    public required Guid ChannelId { get; init; }

    public required Guid AuthorId { get; init; }

    public required Guid ClientMessageId { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>null: no reply.</summary>
    public ReplyTo? Reply { get; init; }

    /// <summary>null: none.</summary>
    public IReadOnlyList<FileDto>? Files { get; init; }

    /// <summary>The <c>message.posted</c> event.</summary>
    public required EncodedEvent Event { get; init; }

    /// <summary>null: it calls nobody.</summary>
    public DraftMentions? Mentions { get; init; }

    public MessageDto ToMessage(long seq)
    {
        return new MessageDto
        {
            ChannelId = ChannelId,
            Seq = seq,
            AuthorId = AuthorId,
            Text = Text,
            PostedAt = At,
            ClientMessageId = ClientMessageId,
            ThreadSeq = Reply?.ThreadSeq,
            AlsoInChannel = Reply is { AlsoInChannel: true } ? true : null,
            Files = Files,
            Mentions = Mentions?.Wire,
        };
    }
}

/// <summary>Where a reply belongs.</summary>
/// <param name="ThreadSeq">The seq of the root: a message of the channel, no reply itself, not deleted.</param>
/// <param name="AlsoInChannel">Whether the channel shows it too.</param>
public sealed record ReplyTo(long ThreadSeq, bool AlsoInChannel);

/// <summary>What became of a draft. Only with <see cref="Posted"/> did anything happen.</summary>
public abstract record PostOutcome
{
    public sealed record Posted(long Seq) : PostOutcome;

    /// <summary>The author posted this client message id in this channel before.</summary>
    /// <param name="Message">That message as it is now.</param>
    public sealed record Repeated(MessageDto Message) : PostOutcome;

    /// <summary>The author is not a member of the channel, or there is no such channel.</summary>
    public sealed record NotAMember : PostOutcome
    {
        public static NotAMember Instance { get; } = new();
    }

    public sealed record Archived : PostOutcome
    {
        public static Archived Instance { get; } = new();
    }

    /// <summary>A file is not the author's own upload to this channel, or in a message by now.</summary>
    public sealed record NoSuchFile : PostOutcome
    {
        public static NoSuchFile Instance { get; } = new();
    }

    /// <summary>The channel has no message with the seq that the reply names.</summary>
    public sealed record NoSuchThread : PostOutcome
    {
        public static NoSuchThread Instance { get; } = new();
    }

    /// <summary>What the reply names is a reply.</summary>
    public sealed record NotARoot : PostOutcome
    {
        public static NotARoot Instance { get; } = new();
    }

    /// <summary>The root was deleted: its replies stay, and no new ones come.</summary>
    public sealed record RootDeleted : PostOutcome
    {
        public static RootDeleted Instance { get; } = new();
    }
}
