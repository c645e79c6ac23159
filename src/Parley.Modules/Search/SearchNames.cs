using Parley.Modules.Api;
using Parley.Contracts;

namespace Parley.Modules.Search;

/// <summary>Who and which channel is meant by what someone wrote behind from: and in:.</summary>
internal sealed class SearchNames(ISearchStore store, SeenMembers people)
{
    /// <returns>Everyone of these names, or why not.</returns>
    public async Task<(IReadOnlyList<Guid> Ids, Problem? Wrong)> FindAuthorsAsync(
        Guid workspaceId, Guid viewerId, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        var members = new Lazy<Task<IReadOnlyList<MemberDto>>>(() => ReadMembersAsync(workspaceId, viewerId, cancellationToken));
        foreach (var name in names)
        {
            var found = await FindAuthorsAsync(workspaceId, viewerId, name, members, cancellationToken);
            if (found.Count == 0)
            {
                return ([], Problem.Invalid("q", $"from:{name}: nobody here has this name. Write a username, as from:ana, or from:me."));
            }

            ids.AddRange(found);
        }

        return (ids, null);
    }

    public async Task<(IReadOnlyList<Guid> Ids, Problem? Wrong)> FindChannelsAsync(
        Guid workspaceId, Guid viewerId, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        var members = new Lazy<Task<IReadOnlyList<MemberDto>>>(() => ReadMembersAsync(workspaceId, viewerId, cancellationToken));
        foreach (var name in names)
        {
            var found = await FindChannelsAsync(workspaceId, viewerId, name, members, cancellationToken);
            if (found.Count == 0)
            {
                return ([], Problem.Invalid("q", $"in:{name}: there is no such channel, or it is not yours to see. Write its name, as in:general, or in:@ana for a direct channel."));
            }

            ids.AddRange(found);
        }

        return (ids, null);
    }

    /// <param name="workspaceId">Where.</param>
    /// <param name="viewerId">Who looks.</param>
    /// <param name="name">A username, a whole display name, or me.</param>
    /// <param name="members">Those of the workspace: read when a name is no username, once for all names of a query.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task<IReadOnlyList<Guid>> FindAuthorsAsync(
        Guid workspaceId, Guid viewerId, string name, Lazy<Task<IReadOnlyList<MemberDto>>> members, CancellationToken cancellationToken)
    {
        if (name.Equals("me", StringComparison.OrdinalIgnoreCase))
        {
            return [viewerId];
        }

        if (await store.FindAuthorAsync(workspaceId, viewerId, name.ToLowerInvariant(), cancellationToken) is { } accountId)
        {
            return [accountId];
        }

        return SearchTerm.Parse(name, isPrefix: false) is { } wanted
            ? [.. (await members.Value).Where(member => IsCalled(member.DisplayName, wanted)).Select(member => member.AccountId)]
            : [];
    }

    private async Task<IReadOnlyList<MemberDto>> ReadMembersAsync(Guid workspaceId, Guid viewerId, CancellationToken cancellationToken)
    {
        return (await people.ReadAsync(workspaceId, viewerId, cancellationToken)).Members;
    }

    private static bool IsCalled(string displayName, SearchTerm wanted)
    {
        var tokens = Tokenizer.Tokenize(displayName);
        return tokens.Count == wanted.Tokens.Count && wanted.IsAt(tokens, 0);
    }

    private async Task<IReadOnlyList<Guid>> FindChannelsAsync(
        Guid workspaceId, Guid viewerId, string name, Lazy<Task<IReadOnlyList<MemberDto>>> members, CancellationToken cancellationToken)
    {
        if (!name.StartsWith('@'))
        {
            ChannelName wanted = Guid.TryParse(name, out var id) ? new ChannelName.Id(id) : new ChannelName.Named(name.ToLowerInvariant());
            return await store.FindChannelAsync(workspaceId, viewerId, wanted, cancellationToken) is { } channelId ? [channelId] : [];
        }

        var ids = new List<Guid>();
        foreach (var accountId in await FindAuthorsAsync(workspaceId, viewerId, name[1..], members, cancellationToken))
        {
            if (await store.FindChannelAsync(workspaceId, viewerId, new ChannelName.DirectWith(accountId), cancellationToken) is { } channelId)
            {
                ids.Add(channelId);
            }
        }

        return ids;
    }
}
