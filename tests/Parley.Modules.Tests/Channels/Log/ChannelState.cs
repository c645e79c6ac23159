using System.Collections.Immutable;
using Parley.Contracts;
using Parley.Modules.Channels.Log;

namespace Parley.Modules.Tests.Channels.Log;

/// <summary>A channel at one seq, as the rules say it is: what an operation answers there, and what its event makes of it.</summary>
internal sealed record ChannelState
{
    public required long Head { get; init; }

    public required string Name { get; init; }

    public bool IsArchived { get; init; }

    public DateTimeOffset? LastMessageAt { get; init; }

    /// <summary>With the seq at which they joined, which is also what they have read.</summary>
    public ImmutableDictionary<Guid, long> Members { get; init; } = ImmutableDictionary<Guid, long>.Empty;

    public ImmutableSortedDictionary<long, MessageDto> Messages { get; init; } = ImmutableSortedDictionary<long, MessageDto>.Empty;

    /// <summary>By message, in the order in which they came; of messages only that are not deleted.</summary>
    public ImmutableSortedDictionary<long, ImmutableList<(string Emoji, Guid AccountId)>> Reactions { get; init; } =
        ImmutableSortedDictionary<long, ImmutableList<(string Emoji, Guid AccountId)>>.Empty;

    public PostOutcome Judge(MessageDraft draft)
    {
        if (!Members.ContainsKey(draft.AuthorId))
        {
            return PostOutcome.NotAMember.Instance;
        }

        var repeated = Messages.Values.FirstOrDefault(message => message.AuthorId == draft.AuthorId && message.ClientMessageId == draft.ClientMessageId);
        return repeated is not null ? new PostOutcome.Repeated(repeated with { ReactionsSeq = null })
            : IsArchived ? PostOutcome.Archived.Instance
            : new PostOutcome.Posted(Head + 1);
    }

    /// <summary>Apart from what other channels and the workspace decide: whether a name is free, and who may be added.</summary>
    public ChangeOutcome Judge(ChannelChange change)
    {
        return change switch
        {
            ChannelChange.Update { Changes.Archived: not false } when IsArchived => new ChangeOutcome.Archived(),
            ChannelChange.Update => new ChangeOutcome.Applied(Head + 1),
            ChannelChange.RemoveMember(var account) => Members.ContainsKey(account) ? new ChangeOutcome.Applied(Head + 1) : new ChangeOutcome.Unchanged(),
            _ when IsArchived => new ChangeOutcome.Archived(),
            ChannelChange.AddMember { ActorMustBeMember: true } when !Members.ContainsKey(change.ActorId) => new ChangeOutcome.NotAMember(),
            ChannelChange.AddMember(var account, _) => Members.ContainsKey(account) ? new ChangeOutcome.Unchanged() : new ChangeOutcome.Applied(Head + 1),
            _ when !Members.ContainsKey(change.ActorId) => new ChangeOutcome.NotAMember(),
            ChannelChange.EditMessage edit => JudgeEdit(edit, Messages.GetValueOrDefault(edit.MessageSeq)),
            ChannelChange.DeleteMessage delete => JudgeDelete(delete, Messages.GetValueOrDefault(delete.MessageSeq)),
            ChannelChange.AddReaction(var seq, var emoji) => JudgeReaction(Messages.GetValueOrDefault(seq), emoji, change.ActorId),
            ChannelChange.RemoveReaction(var seq, _) when !Messages.ContainsKey(seq) => new ChangeOutcome.NoSuchMessage(),
            ChannelChange.RemoveReaction(var seq, var emoji) => ReactionsOf(seq).Contains((emoji, change.ActorId)) ? new ChangeOutcome.Applied(Head + 1) : new ChangeOutcome.Unchanged(),
            _ => throw new InvalidOperationException($"Unknown change {change}."),
        };
    }

    public ChannelState With(MessageDraft draft)
    {
        return this with { Head = Head + 1, LastMessageAt = draft.At, Messages = Messages.Add(Head + 1, draft.ToMessage(Head + 1)) };
    }

    public ChannelState With(ChannelChange change)
    {
        var next = this with { Head = Head + 1 };
        return change switch
        {
            ChannelChange.Update(var changes, _) => next with { Name = changes.Name ?? Name, IsArchived = changes.Archived ?? IsArchived },
            ChannelChange.AddMember(var account, _) => next with { Members = Members.Add(account, next.Head) },
            ChannelChange.RemoveMember(var account) => next.Without(account),
            ChannelChange.EditMessage(var seq, var text) => next with { Messages = Messages.SetItem(seq, Messages[seq] with { Text = text, EditedAt = change.At }) },
            ChannelChange.DeleteMessage(var seq, _, _) => next with
            {
                Messages = Messages.SetItem(seq, Messages[seq] with { Text = "", DeletedAt = change.At, ReactionsSeq = null }),
                Reactions = Reactions.Remove(seq),
            },
            ChannelChange.AddReaction(var seq, var emoji) => next.WithReactions(seq, ReactionsOf(seq).Add((emoji, change.ActorId))),
            ChannelChange.RemoveReaction(var seq, var emoji) => next.WithReactions(seq, ReactionsOf(seq).Remove((emoji, change.ActorId))),
            _ => throw new InvalidOperationException($"Unknown change {change}."),
        };
    }

    /// <summary>The state after the account's <c>member.left</c>, by whatever way it came.</summary>
    public ChannelState WithLeft(Guid accountId)
    {
        return (this with { Head = Head + 1 }).Without(accountId);
    }

    /// <summary>Each emoji with who put it there, in their order.</summary>
    public IReadOnlyList<string> PrintedReactions(long seq)
    {
        return [.. ReactionsOf(seq).GroupBy(reaction => reaction.Emoji, (emoji, all) => $"{emoji} {string.Join(' ', all.Select(reaction => reaction.AccountId))}").Order()];
    }

    private ImmutableList<(string Emoji, Guid AccountId)> ReactionsOf(long seq)
    {
        return Reactions.GetValueOrDefault(seq) ?? [];
    }

    private ChannelState WithReactions(long seq, ImmutableList<(string Emoji, Guid AccountId)> reactions)
    {
        return this with { Reactions = Reactions.SetItem(seq, reactions), Messages = Messages.SetItem(seq, Messages[seq] with { ReactionsSeq = Head }) };
    }

    private ChannelState Without(Guid accountId)
    {
        Assert.True(Members.ContainsKey(accountId), $"Who left at {Head} was not a member.");
        return this with { Members = Members.Remove(accountId) };
    }

    private ChangeOutcome JudgeEdit(ChannelChange.EditMessage edit, MessageDto? message)
    {
        return message switch
        {
            null => new ChangeOutcome.NoSuchMessage(),
            { DeletedAt: not null } => new ChangeOutcome.Deleted(),
            _ when message.AuthorId != edit.ActorId => new ChangeOutcome.NotTheAuthor(),
            _ when message.Text == edit.Text => new ChangeOutcome.Unchanged(),
            _ => new ChangeOutcome.Applied(Head + 1),
        };
    }

    private ChangeOutcome JudgeReaction(MessageDto? message, string emoji, Guid accountId)
    {
        return message switch
        {
            null => new ChangeOutcome.NoSuchMessage(),
            { DeletedAt: not null } => new ChangeOutcome.Deleted(),
            _ => ReactionsOf(message.Seq).Contains((emoji, accountId)) ? new ChangeOutcome.Unchanged() : new ChangeOutcome.Applied(Head + 1),
        };
    }

    private ChangeOutcome JudgeDelete(ChannelChange.DeleteMessage delete, MessageDto? message)
    {
        return message switch
        {
            null => new ChangeOutcome.NoSuchMessage(),
            _ when message.AuthorId != delete.ActorId && !delete.MayDeleteOthers => new ChangeOutcome.NotTheAuthor(),
            { DeletedAt: not null } => new ChangeOutcome.Unchanged(),
            _ => new ChangeOutcome.Applied(Head + 1),
        };
    }
}
