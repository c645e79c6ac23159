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
    private static readonly IReadOnlyDictionary<string, Guid> NoMembers = new Dictionary<string, Guid>();
    private static readonly ILookup<string, Guid> NoGroups = Array.Empty<string>().ToLookup(name => name, _ => Guid.Empty);

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
        var members = await MembersAsync(channelId, names, cancellationToken);
        var groups = await GroupsAsync(channelId, names, members, cancellationToken);
        var place = names.Channel || names.Here || groups.Count > 0 ? await store.FindPlaceAsync(channelId, authorId, cancellationToken) : null;
        var mayCallAll = place is not null && ChannelRules.MayMentionAll(place.Role, place.Visibility);
        var called = mayCallAll ? CalledGroups(names, members, groups, authorId) : [];
        List<Guid> accountIds = [.. NamedIn(names, members).Concat(called.SelectMany(name => groups[name])).Where(accountId => accountId != authorId).Distinct()];
        var here = mayCallAll && names.Here ? before?.Here ?? await HereAsync(channelId, authorId, cancellationToken) : null;
        var isHereEveryone = here?.Count > Limits.HereAccounts;
        var wire = new MessageMentions
        {
            AccountIds = accountIds.Count == 0 ? null : accountIds,
            Groups = called.Count == 0 ? null : called,
            Here = isHereEveryone ? null : here,
            Channel = mayCallAll && (names.Channel || isHereEveryone),
        };
        if (wire is { AccountIds: null, Here: null, Channel: false })
        {
            return null;
        }

        Guid[] mentioned = [.. accountIds.Union(wire.Here ?? []), .. wire.Channel ? [place!.WorkspaceId] : Array.Empty<Guid>()];
        return new DraftMentions(wire, JsonSerializer.Serialize(wire, ParleyJson.Context.MessageMentions), mentioned);
    }

    private async Task<IReadOnlyDictionary<string, Guid>> MembersAsync(Guid channelId, MentionedNames names, CancellationToken cancellationToken)
    {
        return names.Names.Count == 0
            ? NoMembers
            : await store.FindMembersAsync(channelId, [.. names.Names.SelectMany(name => name).Distinct(StringComparer.Ordinal)], cancellationToken);
    }

    /// <summary>A name that is of nobody in the channel may be of a group; a text that names nobody else is not looked up twice.</summary>
    private async Task<ILookup<string, Guid>> GroupsAsync(
        Guid channelId, MentionedNames names, IReadOnlyDictionary<string, Guid> members, CancellationToken cancellationToken)
    {
        List<string> others = [.. OthersIn(names, members).SelectMany(alternatives => alternatives).Distinct(StringComparer.Ordinal)];
        return others.Count == 0 ? NoGroups : await store.FindGroupsAsync(channelId, others, cancellationToken);
    }

    private static IEnumerable<Guid> NamedIn(MentionedNames names, IReadOnlyDictionary<string, Guid> members)
    {
        return names.Names.Select(alternatives => alternatives.FirstOrDefault(members.ContainsKey)).Where(name => name is not null).Select(name => members[name!]);
    }

    private static IEnumerable<IReadOnlyList<string>> OthersIn(MentionedNames names, IReadOnlyDictionary<string, Guid> members)
    {
        return names.Names.Where(alternatives => !alternatives.Any(members.ContainsKey));
    }

    /// <returns>Those that call someone else than the author.</returns>
    private static List<string> CalledGroups(MentionedNames names, IReadOnlyDictionary<string, Guid> members, ILookup<string, Guid> groups, Guid authorId)
    {
        return
        [
            .. OthersIn(names, members)
                .Select(alternatives => alternatives.FirstOrDefault(name => groups[name].Any(accountId => accountId != authorId)))
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Take(Limits.MentionedGroups),
        ];
    }

    private async Task<IReadOnlyList<Guid>> HereAsync(Guid channelId, Guid authorId, CancellationToken cancellationToken)
    {
        var members = await store.ListMemberIdsAsync(channelId, cancellationToken);
        return [.. present.OnlineAmong(members).Where(accountId => accountId != authorId).Order()];
    }
}
