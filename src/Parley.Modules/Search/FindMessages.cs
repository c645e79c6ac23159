using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Search;

/// <summary>Finds messages: the index says which may fit, and what they say now decides, so that nothing that was edited or deleted since comes out.</summary>
internal sealed class FindMessages(ISearchStore store, SearchNames names, TimeProvider time)
{
    // Long texts: beyond this a search would keep a processor busy for longer than its answer is worth.
    private const int MostCharacters = 500_000;
    private const int ReadAtOnce = 100;

    public async Task<SearchOutcome<FoundMessageDto>> RunAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (filter, wrong) = await MessageFilter.CreateAsync(request, SearchIn.Texts, now, names, cancellationToken);
        if (filter is null)
        {
            return new SearchOutcome<FoundMessageDto>.Refused(wrong!);
        }

        if (request.NewestFirst)
        {
            return SearchCursor.TryParse(request.After, out MessagePlace? after)
                ? await FindNewestAsync(filter, after, request.Limit, cancellationToken)
                : new SearchOutcome<FoundMessageDto>.Refused(Page.Invalid);
        }

        return SearchCursor.TryParse(request.After, out RankedPlace? behind)
            ? await FindBestAsync(filter, behind, request.Limit, now, cancellationToken)
            : new SearchOutcome<FoundMessageDto>.Refused(Page.Invalid);
    }

    private async Task<SearchOutcome<FoundMessageDto>> FindBestAsync(
        MessageFilter filter, RankedPlace? behind, int limit, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var search = filter.Search with { Limit = Limits.SearchCandidates };
        if (behind is not null && (search.Until is null || behind.AsOf < search.Until))
        {
            // What the first page took for the newest.
            search = search with { Until = behind.AsOf + TimeSpan.FromMilliseconds(1) };
        }

        var found = await store.FindAsync(search, cancellationToken);
        var asOf = behind?.AsOf ?? found.Places.Select(place => place.PostedAt).Append(now).Max();
        var (messages, areAll) = await ReadAsync(filter, found.Places, cancellationToken);
        var ranked = messages
            .Select(message => (message.Message, message.Tokens, Place: new RankedPlace(asOf, Ranking.Score(message.Tokens, filter.Words, asOf - message.Message.PostedAt), PlaceOf(message.Message))))
            .OrderByDescending(message => message.Place.Score)
            .ThenBy(message => message.Place.Place, MessagePlace.NewestFirst)
            .Where(message => behind is null || IsBehind(message.Place, behind))
            .Take(limit + 1)
            .ToList();
        var next = ranked.Count > limit ? SearchCursor.Of(ranked[limit - 1].Place) : null;
        return new SearchOutcome<FoundMessageDto>.Found(
            [.. ranked.Take(limit).Select(message => ToFound(message.Message, message.Tokens, filter))], next, found.IsComplete && !found.HasMore && areAll);
    }

    /// <summary>Looks on until the page is full or so many were looked at, in few rounds however small the page; the next page goes on from there.</summary>
    private async Task<SearchOutcome<FoundMessageDto>> FindNewestAsync(MessageFilter filter, MessagePlace? after, int limit, CancellationToken cancellationToken)
    {
        var results = new List<FoundMessageDto>(limit);
        var looked = 0;
        while (true)
        {
            var found = await store.FindAsync(filter.Search with { After = after, Limit = Math.Max(limit + 1, ReadAtOnce) }, cancellationToken);
            var (messages, _) = await ReadAsync(filter, found.Places, cancellationToken);
            foreach (var (message, tokens) in messages)
            {
                if (results.Count == limit)
                {
                    return new SearchOutcome<FoundMessageDto>.Found(results, SearchCursor.Of(PlaceOf(results[^1].Message)), found.IsComplete);
                }

                results.Add(ToFound(message, tokens, filter));
            }

            if (!found.HasMore)
            {
                return new SearchOutcome<FoundMessageDto>.Found(results, Next: null, found.IsComplete);
            }

            after = found.Places[^1];
            looked += found.Places.Count;
            if (looked >= Limits.SearchCandidates)
            {
                return new SearchOutcome<FoundMessageDto>.Found(results, SearchCursor.Of(after), found.IsComplete);
            }
        }
    }

    /// <returns>Those that fit, in the order of the places, with their tokens; whether all were read.</returns>
    private async Task<(List<(MessageDto Message, List<Token> Tokens)> Messages, bool AreAll)> ReadAsync(
        MessageFilter filter, IReadOnlyList<MessagePlace> places, CancellationToken cancellationToken)
    {
        var fitting = new List<(MessageDto Message, List<Token> Tokens)>();
        var characters = 0;
        for (var first = 0; first < places.Count; first += ReadAtOnce)
        {
            if (characters > MostCharacters)
            {
                return (fitting, false);
            }

            foreach (var message in await store.ReadAsync(filter.Search.WorkspaceId, filter.Search.ViewerId, [.. places.Skip(first).Take(ReadAtOnce)], cancellationToken))
            {
                characters += message.Text.Length;
                if (filter.Fits(message) && Tokenizer.Tokenize(message.Text) is var tokens && filter.Fits(tokens))
                {
                    fitting.Add((message, tokens));
                }
            }
        }

        return (fitting, true);
    }

    private static FoundMessageDto ToFound(MessageDto message, List<Token> tokens, MessageFilter filter)
    {
        return new FoundMessageDto { Message = message with { ReactionsSeq = null }, Ranges = Highlight.Of(tokens, filter.Words) };
    }

    private static bool IsBehind(RankedPlace ranked, RankedPlace last)
    {
        return ranked.Score < last.Score || (ranked.Score == last.Score && MessagePlace.NewestFirst.Compare(ranked.Place, last.Place) > 0);
    }

    private static MessagePlace PlaceOf(MessageDto message)
    {
        return new MessagePlace(message.PostedAt, message.ChannelId, message.Seq);
    }
}
