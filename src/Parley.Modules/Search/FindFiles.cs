using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Search;

/// <summary>Finds files by their names, newest first: those that are in messages which the viewer may read.</summary>
internal sealed class FindFiles(ISearchStore store, SearchNames names, TimeProvider time)
{
    // Few rounds, however small the page.
    private const int LookedAtOnce = 100;

    public async Task<SearchOutcome<FoundFileDto>> RunAsync(SearchRequest request, CancellationToken cancellationToken)
    {
        var (filter, wrong) = await MessageFilter.CreateAsync(request, SearchIn.FileNames, time.GetUtcNow(), names, cancellationToken);
        if (filter is null)
        {
            return new SearchOutcome<FoundFileDto>.Refused(wrong!);
        }

        if (!SearchCursor.TryParse(request.After, out MessagePlace? after))
        {
            return new SearchOutcome<FoundFileDto>.Refused(Page.Invalid);
        }

        // A page ends with a message, not within one: its files are a few.
        var results = new List<FoundFileDto>();
        var looked = 0;
        while (true)
        {
            var found = await store.FindAsync(filter.Search with { After = after, Limit = Math.Max(request.Limit, LookedAtOnce) }, cancellationToken);
            var messages = await store.ReadAsync(request.WorkspaceId, request.ViewerId, found.Places, cancellationToken);
            foreach (var message in messages.Where(filter.Fits))
            {
                results.AddRange(FilesOf(message, filter));
                if (results.Count >= request.Limit)
                {
                    return new SearchOutcome<FoundFileDto>.Found(results, SearchCursor.Of(new MessagePlace(message.PostedAt, message.ChannelId, message.Seq)), found.IsComplete);
                }
            }

            if (!found.HasMore)
            {
                return new SearchOutcome<FoundFileDto>.Found(results, Next: null, found.IsComplete);
            }

            after = found.Places[^1];
            looked += found.Places.Count;
            if (looked >= Limits.SearchCandidates)
            {
                return new SearchOutcome<FoundFileDto>.Found(results, SearchCursor.Of(after), found.IsComplete);
            }
        }
    }

    private static IEnumerable<FoundFileDto> FilesOf(MessageDto message, MessageFilter filter)
    {
        foreach (var file in message.Files ?? [])
        {
            var tokens = Tokenizer.Tokenize(file.Name);
            if (filter.Fits(tokens) && (!filter.WantsImages || MessageTerms.IsImage(file)))
            {
                yield return new FoundFileDto { File = file, Message = message with { ReactionsSeq = null }, Ranges = Highlight.Of(tokens, filter.Words) };
            }
        }
    }
}
