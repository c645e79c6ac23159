using Parley.Contracts;

namespace Parley.Testing;

/// <summary>A message's reactions as a client keeps them up by events.</summary>
internal static class ReactionModel
{
    public static IReadOnlyList<ReactionDto> With(this IReadOnlyList<ReactionDto> reactions, string emoji, Guid accountId, Guid viewerId)
    {
        var known = reactions.FirstOrDefault(reaction => reaction.Emoji == emoji);
        if (known is null)
        {
            return [.. reactions, new ReactionDto { Emoji = emoji, Count = 1, IsMine = accountId == viewerId, AccountIds = [accountId] }];
        }

        var more = known with
        {
            Count = known.Count + 1,
            IsMine = known.IsMine || accountId == viewerId,
            AccountIds = known.AccountIds.Count < Limits.ReactionAccounts ? [.. known.AccountIds, accountId] : known.AccountIds,
        };
        return [.. reactions.Select(reaction => reaction.Emoji == emoji ? more : reaction)];
    }

    public static IReadOnlyList<ReactionDto> Without(this IReadOnlyList<ReactionDto> reactions, string emoji, Guid accountId, Guid viewerId)
    {
        return
        [
            .. reactions
                .Select(reaction => reaction.Emoji != emoji ? reaction : reaction with
                {
                    Count = reaction.Count - 1,
                    IsMine = reaction.IsMine && accountId != viewerId,
                    AccountIds = [.. reaction.AccountIds.Where(one => one != accountId)],
                })
                .Where(reaction => reaction.Count > 0),
        ];
    }

    public static string Print(ReactionDto reaction)
    {
        return $"{reaction.Emoji} {reaction.Count}{(reaction.IsMine ? " mine" : "")} ({string.Join(' ', reaction.AccountIds)})";
    }
}
