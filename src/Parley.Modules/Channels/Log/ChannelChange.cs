using Parley.Contracts;

namespace Parley.Modules.Channels.Log;

/// <summary>
/// A change of a channel other than a new message: one event with what it does to the channel's state, in one transaction that holds the
/// channel's head, so that preconditions are checked against the log as it is at that seq.
/// </summary>
public abstract record ChannelChange
{
    public required Guid ChannelId { get; init; }

    public required Guid ActorId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required EncodedEvent Event { get; init; }

    /// <summary>The actor must be a member and the author; the message must not be deleted. The same text again changes nothing.</summary>
    public sealed record EditMessage(long MessageSeq, string Text) : ChannelChange
    {
        /// <summary>Whom the message calls from now on; null: nobody.</summary>
        public DraftMentions? Mentions { get; init; }
    }

    /// <summary>The actor must be a member, and the author unless <paramref name="MayDeleteOthers"/>. A deleted message stays so, and nothing changes.</summary>
    /// <param name="MessageSeq">The message.</param>
    /// <param name="MayDeleteOthers">Whether the actor's role lets them.</param>
    /// <param name="Redact">From a stored event of this message (posted or edited) to one of the same seq without its text. The original goes to the message's versions.</param>
    public sealed record DeleteMessage(long MessageSeq, bool MayDeleteOthers, Func<ReadOnlyMemory<byte>, byte[]> Redact) : ChannelChange;

    /// <summary>
    /// Gives the message other previews, provided that it says and has what it did when they were decided on. It must not be deleted.
    /// </summary>
    /// <param name="MessageSeq">The message.</param>
    /// <param name="Text">What it said.</param>
    /// <param name="Before">What it had, as it is stored; null: none.</param>
    /// <param name="After">What it has from now on.</param>
    public sealed record SetPreviews(long MessageSeq, string Text, string? Before, IReadOnlyList<LinkPreviewDto> After) : ChannelChange
    {
        /// <summary>Links that the actor took the preview from, and those of before. null: the server decided, and the actor need be nobody.</summary>
        public IReadOnlyList<string>? Removed { get; init; }

        /// <summary>Whether the actor's role lets them take it from others' messages.</summary>
        public bool MayChangeOthers { get; init; }
    }

    /// <summary>The actor must be a member, and the message not deleted; one pin more than <see cref="Limits.PinnedMessages"/> is refused. One that is pinned stays so.</summary>
    public sealed record PinMessage(long MessageSeq) : ChannelChange;

    /// <summary>The actor must be a member. One that is not pinned: nothing changes.</summary>
    public sealed record UnpinMessage(long MessageSeq) : ChannelChange;

    /// <summary>
    /// The actor must be a member, and the message not deleted. The same reaction again changes nothing; one more emoji than
    /// <see cref="Limits.ReactionEmoji"/> is refused.
    /// </summary>
    public sealed record AddReaction(long MessageSeq, string Emoji) : ChannelChange;

    /// <summary>The actor must be a member. A reaction that is not there: nothing changes.</summary>
    public sealed record RemoveReaction(long MessageSeq, string Emoji) : ChannelChange;

    /// <summary>The account must be a member of the workspace. A member of the channel already: nothing changes.</summary>
    /// <param name="AccountId">Who joins.</param>
    /// <param name="ActorMustBeMember">For adding someone, as opposed to joining.</param>
    public sealed record AddMember(Guid AccountId, bool ActorMustBeMember) : ChannelChange;

    /// <summary>Not a member: nothing changes.</summary>
    public sealed record RemoveMember(Guid AccountId) : ChannelChange;

    /// <summary>Sets what is not null. The name must be free in the workspace. An archived channel takes nothing but being restored.</summary>
    /// <param name="Changes">What becomes different.</param>
    /// <param name="NameKey">The new name in lower case; null when the name stays.</param>
    public sealed record Update(ChannelUpdated Changes, string? NameKey) : ChannelChange;
}

/// <summary>What became of a change. Only with <see cref="Applied"/> did anything happen.</summary>
public abstract record ChangeOutcome
{
    public sealed record Applied(long Seq) : ChangeOutcome;

    /// <summary>It is so already.</summary>
    public sealed record Unchanged : ChangeOutcome;

    public sealed record NoSuchChannel : ChangeOutcome;

    /// <summary>The actor is not a member of the channel.</summary>
    public sealed record NotAMember : ChangeOutcome;

    public sealed record Archived : ChangeOutcome;

    public sealed record NoSuchMessage : ChangeOutcome;

    public sealed record NotTheAuthor : ChangeOutcome;

    /// <summary>The message was deleted before.</summary>
    public sealed record Deleted : ChangeOutcome;

    /// <summary>The message has as many different emoji as it may have.</summary>
    public sealed record TooManyReactions : ChangeOutcome;

    /// <summary>The channel has as many pinned messages as it may have.</summary>
    public sealed record TooManyPins : ChangeOutcome;

    /// <summary>The message says or has something else by now.</summary>
    public sealed record Outdated : ChangeOutcome;

    public sealed record NameTaken : ChangeOutcome;

    /// <summary>The account to add is not a member of the workspace.</summary>
    public sealed record NotInWorkspace : ChangeOutcome;
}
