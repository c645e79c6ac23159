using Parley.Contracts;

namespace Parley.Cli.Tests;

/// <summary>A channel of <see cref="MemoryServer"/>.</summary>
internal sealed class MemoryChannel(Guid id, Guid workspaceId, ChannelVisibility visibility, string name)
{
    public List<ChannelEventDto> Events { get; } = [];

    public SortedDictionary<long, MessageDto> Messages { get; } = [];

    public HashSet<Guid> Members { get; } = [];

    public long Head => Events.Count;

    public ChannelDto Dto => new()
    {
        Id = id,
        WorkspaceId = workspaceId,
        Visibility = visibility,
        Name = name,
        Topic = "",
        Purpose = "",
        IsDefault = false,
        CreatedBy = default,
        CreatedAt = default,
        ArchivedAt = null,
        Head = Head,
        IsMember = true,
        MemberCount = Members.Count,
        DirectMemberIds = null,
    };

    /// <summary>By account; nobody has read anything at first.</summary>
    public Dictionary<Guid, long> ReadSeqs { get; } = [];

    public SyncChannelDto SyncFor(Guid accountId)
    {
        var readSeq = ReadSeqs.GetValueOrDefault(accountId);
        return new SyncChannelDto
        {
            Channel = Dto,
            ReadSeq = readSeq,
            ReadVersion = 0,
            Unread = Math.Min(Limits.UnreadCount, Messages.Values.Count(message => message.Seq > readSeq && message.AuthorId != accountId && message.DeletedAt is null)),
            LastMessageAt = null,
            MentionCount = 0,
            MentionSeqs = [],
        };
    }

    /// <returns>Whether this changed anything: the message is there, and the reaction is new.</returns>
    public bool React(long seq, string emoji, Guid accountId)
    {
        if (!Messages.TryGetValue(seq, out var message) || message.DeletedAt is not null)
        {
            return false;
        }

        var reactions = message.Reactions ?? [];
        if (reactions.FirstOrDefault(reaction => reaction.Emoji == emoji) is not { } there)
        {
            there = new ReactionDto { Emoji = emoji, Count = 0, IsMine = false, AccountIds = [] };
            reactions = [.. reactions, there];
        }

        if (there.AccountIds.Contains(accountId))
        {
            return false;
        }

        Messages[seq] = message with { Reactions = [.. reactions.Select(one => one.Emoji == emoji ? With(one, [.. one.AccountIds, accountId]) : one)] };
        return true;
    }

    /// <returns>Whether the reaction was there.</returns>
    public bool TakeBack(long seq, string emoji, Guid accountId)
    {
        if (!Messages.TryGetValue(seq, out var message) || message.Reactions?.FirstOrDefault(reaction => reaction.Emoji == emoji)?.AccountIds.Contains(accountId) != true)
        {
            return false;
        }

        var reactions = message.Reactions.Select(one => one.Emoji == emoji ? With(one, [.. one.AccountIds.Where(other => other != accountId)]) : one).Where(one => one.Count > 0);
        Messages[seq] = message with { Reactions = [.. reactions] };
        return true;
    }

    private static ReactionDto With(ReactionDto reaction, IReadOnlyList<Guid> accountIds)
    {
        return reaction with { Count = accountIds.Count, AccountIds = accountIds };
    }
}
