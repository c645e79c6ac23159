using System.Text.Json;
using Parley.Contracts;
using Parley.Modules.Channels;
using Parley.Modules.Channels.Log;
using Parley.Realtime.Ports;

namespace Parley.Modules.Mentions;

/// <summary>
/// Decides whom a text calls, before its event is made: the event says it, and everyone counts by the event. A text without an @ costs a look at its characters, and
/// none of the database.
/// </summary>
public sealed class MentionResolver(IMentionStore store, IPresentAccounts present)
{
    /// <param name="channelId">Where it is posted; whether its author may is decided elsewhere.</param>
    /// <param name="authorId">Who wrote it. Nobody calls themselves.</param>
    /// <param name="text">The message's Markdown.</param>
    /// <param name="before">What it called before it was edited: who was online at <c>@here</c> stays called. null: nothing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>null: nobody.</returns>
    /// <exception cref="IOException">The database did not answer.</exception>
    public ValueTask<DraftMentions?> ResolveAsync(Guid channelId, Guid authorId, string text, MessageMentions? before, CancellationToken cancellationToken)
    {
        if (!text.Contains('@', StringComparison.Ordinal))
        {
            return ValueTask.FromResult<DraftMentions?>(null);
        }

        var names = MentionedNames.Find(text, Limits.MentionedNames);
        return names.IsEmpty
            ? ValueTask.FromResult<DraftMentions?>(null)
            : new ValueTask<DraftMentions?>(ResolveAsync(channelId, authorId, names, before, cancellationToken));
    }

    private async Task<DraftMentions?> ResolveAsync(Guid channelId, Guid authorId, MentionedNames names, MessageMentions? before, CancellationToken cancellationToken)
    {
        var named = await NamedAsync(channelId, authorId, names, cancellationToken);
        var place = names.Channel || names.Here ? await store.FindPlaceAsync(channelId, authorId, cancellationToken) : null;
        var mayCallAll = place is not null && ChannelRules.MayMentionAll(place.Role, place.Visibility);
        var here = mayCallAll && names.Here ? before?.Here ?? await HereAsync(channelId, authorId, cancellationToken) : null;
        var isHereEveryone = here?.Count > Limits.HereAccounts;
        var wire = new MessageMentions
        {
            AccountIds = named.Count == 0 ? null : named,
            Here = isHereEveryone ? null : here,
            Channel = mayCallAll && (names.Channel || isHereEveryone),
        };
        if (wire is { AccountIds: null, Here: null, Channel: false })
        {
            return null;
        }

        Guid[] mentioned = [.. named.Union(wire.Here ?? []), .. wire.Channel ? [place!.WorkspaceId] : Array.Empty<Guid>()];
        return new DraftMentions(wire, JsonSerializer.Serialize(wire, ParleyJson.Context.MessageMentions), mentioned);
    }

    private async Task<List<Guid>> NamedAsync(Guid channelId, Guid authorId, MentionedNames names, CancellationToken cancellationToken)
    {
        if (names.Names.Count == 0)
        {
            return [];
        }

        var members = await store.FindMembersAsync(channelId, [.. names.Names.SelectMany(name => name).Distinct(StringComparer.Ordinal)], cancellationToken);
        return
        [
            .. names.Names
                .Select(alternatives => alternatives.FirstOrDefault(members.ContainsKey))
                .Where(name => name is not null)
                .Select(name => members[name!])
                .Where(accountId => accountId != authorId)
                .Distinct(),
        ];
    }

    private async Task<IReadOnlyList<Guid>> HereAsync(Guid channelId, Guid authorId, CancellationToken cancellationToken)
    {
        var members = await store.ListMemberIdsAsync(channelId, cancellationToken);
        return [.. present.OnlineAmong(members).Where(accountId => accountId != authorId).Order()];
    }
}
