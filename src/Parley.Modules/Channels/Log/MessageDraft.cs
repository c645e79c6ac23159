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
            Mentions = Mentions?.Wire,
        };
    }
}

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
}
