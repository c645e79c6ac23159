using Parley.Modules.Api;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Search;

/// <summary>Who and which channel is meant by what someone wrote behind from: and in:.</summary>
internal sealed class SearchNames(ISearchStore store, IWorkspaceStore workspaces)
{
    // A workspace of more people is looked through by username only.
    private const int MostMembers = 20_000;
    private const int MembersAtOnce = 1_000;

    /// <returns>Everyone of these names, or why not.</returns>
    public async Task<(IReadOnlyList<Guid> Ids, Problem? Wrong)> FindAuthorsAsync(
        Guid workspaceId, Guid viewerId, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        foreach (var name in names)
        {
            var found = await FindAuthorsAsync(workspaceId, viewerId, name, cancellationToken);
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
        foreach (var name in names)
        {
            var found = await FindChannelsAsync(workspaceId, viewerId, name, cancellationToken);
            if (found.Count == 0)
            {
                return ([], Problem.Invalid("q", $"in:{name}: there is no such channel, or it is not yours to see. Write its name, as in:general, or in:@ana for a direct channel."));
            }

            ids.AddRange(found);
        }

        return (ids, null);
    }

    private async Task<IReadOnlyList<Guid>> FindAuthorsAsync(Guid workspaceId, Guid viewerId, string name, CancellationToken cancellationToken)
    {
        if (name.Equals("me", StringComparison.OrdinalIgnoreCase))
        {
            return [viewerId];
        }

        return await store.FindAuthorAsync(workspaceId, viewerId, name.ToLowerInvariant(), cancellationToken) is { } accountId
            ? [accountId]
            : await FindByDisplayNameAsync(workspaceId, viewerId, name, cancellationToken);
    }

    private async Task<IReadOnlyList<Guid>> FindByDisplayNameAsync(Guid workspaceId, Guid viewerId, string name, CancellationToken cancellationToken)
    {
        if (SearchTerm.Parse(name, isPrefix: false) is not { } wanted)
        {
            return [];
        }

        var ids = new List<Guid>();
        string? after = null;
        for (var read = 0; read < MostMembers; read += MembersAtOnce)
        {
            var members = await workspaces.ListMembersAsync(workspaceId, viewerId, search: null, after, MembersAtOnce, cancellationToken);
            ids.AddRange(members.Where(member => IsCalled(member.DisplayName, wanted)).Select(member => member.AccountId));
            if (members.Count < MembersAtOnce)
            {
                break;
            }

            after = members[^1].Username;
        }

        return ids;
    }

    private static bool IsCalled(string displayName, SearchTerm wanted)
    {
        var tokens = Tokenizer.Tokenize(displayName);
        return tokens.Count == wanted.Tokens.Count && wanted.IsAt(tokens, 0);
    }

    private async Task<IReadOnlyList<Guid>> FindChannelsAsync(Guid workspaceId, Guid viewerId, string name, CancellationToken cancellationToken)
    {
        if (!name.StartsWith('@'))
        {
            ChannelName wanted = Guid.TryParse(name, out var id) ? new ChannelName.Id(id) : new ChannelName.Named(name.ToLowerInvariant());
            return await store.FindChannelAsync(workspaceId, viewerId, wanted, cancellationToken) is { } channelId ? [channelId] : [];
        }

        var ids = new List<Guid>();
        foreach (var accountId in await FindAuthorsAsync(workspaceId, viewerId, name[1..], cancellationToken))
        {
            if (await store.FindChannelAsync(workspaceId, viewerId, new ChannelName.DirectWith(accountId), cancellationToken) is { } channelId)
            {
                ids.Add(channelId);
            }
        }

        return ids;
    }
}
