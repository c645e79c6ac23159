using Parley.Contracts;
using Parley.Modules.Search;
using Parley.Storage.Relational;

namespace Parley.Compliance;

/// <summary>A workspace with a channel, and the index of its messages.</summary>
public abstract class SearchStoreSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    protected Guid Ana { get; private set; }

    protected Guid Ben { get; private set; }

    protected Guid WorkspaceId { get; private set; }

    protected Guid Ships { get; private set; }

    protected ISearchIndex Index => Stores.Get<ISearchIndex>();

    protected ISearchStore Search => Stores.Get<ISearchStore>();

    /// <summary>Follows every channel to its end.</summary>
    protected async Task FollowAsync()
    {
        while (await Index.FindBehindAsync(100, None) is { Count: > 0 } behind)
        {
            foreach (var channel in behind)
            {
                await Index.IndexNextAsync(channel.ChannelId, 500, None);
            }
        }
    }

    protected async Task<List<long>> FindAsync(Guid viewerId, params string[] words)
    {
        return [.. (await PlacesAsync(viewerId, string.Join(' ', words))).Select(place => place.Seq)];
    }

    protected async Task<IReadOnlyList<MessagePlace>> PlacesAsync(Guid viewerId, string words, IReadOnlyList<Guid>? channelIds = null)
    {
        var all = words.Split(' ');
        var search = Wanted(viewerId, [.. all.Where(word => word[0] != '-').SelectMany(Terms)]) with
        {
            ChannelIds = channelIds,
            WithoutTerms = [.. all.Where(word => word[0] == '-').SelectMany(word => Terms(word[1..])).SelectMany(any => any)],
        };
        var found = await Search.FindAsync(search, None);
        Assert.True(found.IsComplete);
        return found.Places;
    }

    protected async Task<List<long>> SeqsAsync(MessageSearch search)
    {
        return [.. (await Search.FindAsync(search, None)).Places.Select(place => place.Seq)];
    }

    protected Task<IReadOnlyList<MessageDto>> ReadAsync(Guid viewerId, params long[] seqs)
    {
        return Search.ReadAsync(WorkspaceId, viewerId, [.. seqs.Select(seq => new MessagePlace(default, Ships, seq))], None);
    }

    protected MessageSearch Wanted(Guid viewerId, IReadOnlyList<IReadOnlyList<IndexTerm>> terms)
    {
        return new MessageSearch
        {
            WorkspaceId = WorkspaceId,
            ViewerId = viewerId,
            ChannelIds = null,
            NotChannelIds = [],
            Terms = terms,
            WithoutTerms = [],
            Has = SearchTraits.None,
            HasNot = SearchTraits.None,
            Since = null,
            Until = null,
            After = null,
            Limit = 1_000,
        };
    }

    /// <summary>As a query has them.</summary>
    protected static IEnumerable<IReadOnlyList<IndexTerm>> Terms(string word)
    {
        return MessageTerms.OfWord(word.TrimEnd('*'), word.EndsWith('*')).Select(term => (IReadOnlyList<IndexTerm>)[term]);
    }

    protected static IReadOnlyList<IndexTerm> AuthorOf(Guid accountId)
    {
        return [MessageTerms.Author(accountId)];
    }

    protected Task<long> CountAsync(string table)
    {
        return Stores.Get<Database>().ReadAsync(session => session.FindAsync($"SELECT count(*) FROM {table}", row => row.Number(0)), None);
    }

    /// <summary>A workspace of ana and ben with the channel "ships" that both are in; its head is 3.</summary>
    protected async Task AddPlaceAsync()
    {
        Ana = await AddAccountAsync("ana");
        Ben = await AddAccountAsync("ben");
        WorkspaceId = await AddWorkspaceAsync(Ana, Ben);
        Ships = await AddChannelAsync(WorkspaceId, "ships", ChannelVisibility.Private, Ana, Ben);
    }
}
