using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Search;

/// <summary>A query with its names looked up: what to ask the index for, and whether a message says it.</summary>
internal sealed class MessageFilter
{
    private const SearchTraits InIndex = SearchTraits.File | SearchTraits.Image | SearchTraits.Link;

    private readonly SearchQuery _query;
    private readonly IReadOnlyList<Guid> _authors;
    private readonly IReadOnlyList<Guid> _notAuthors;

    private MessageFilter(SearchQuery query, IReadOnlyList<Guid> authors, IReadOnlyList<Guid> notAuthors, MessageSearch search)
    {
        _query = query;
        _authors = authors;
        _notAuthors = notAuthors;
        Search = search;
    }

    public IReadOnlyList<SearchTerm> Words => _query.Words;

    public bool WantsImages => _query.Has.HasFlag(SearchTraits.Image);

    /// <summary>From the newest on.</summary>
    public MessageSearch Search { get; }

    public static async Task<(MessageFilter? Filter, Problem? Wrong)> CreateAsync(
        SearchRequest request, SearchIn where, DateTimeOffset now, SearchNames names, CancellationToken cancellationToken)
    {
        var parsed = SearchQueryParser.Parse(request.Text, now, request.Offset);
        if (parsed is SearchQueryOutcome.Wrong(var whatIsWrong))
        {
            return (null, Problem.Invalid("q", whatIsWrong));
        }

        var query = ((SearchQueryOutcome.Parsed)parsed).Query;
        var (authors, wrong) = await names.FindAuthorsAsync(request.WorkspaceId, request.ViewerId, query.From, cancellationToken);
        var (notAuthors, wrong2) = await names.FindAuthorsAsync(request.WorkspaceId, request.ViewerId, query.NotFrom, cancellationToken);
        var (channels, wrong3) = await names.FindChannelsAsync(request.WorkspaceId, request.ViewerId, query.In, cancellationToken);
        var (notChannels, wrong4) = await names.FindChannelsAsync(request.WorkspaceId, request.ViewerId, query.NotIn, cancellationToken);
        if ((wrong ?? wrong2 ?? wrong3 ?? wrong4) is { } problem)
        {
            return (null, problem);
        }

        var search = new MessageSearch
        {
            WorkspaceId = request.WorkspaceId,
            ViewerId = request.ViewerId,
            ChannelIds = query.In.Count == 0 ? null : channels,
            NotChannelIds = notChannels,
            Terms = Terms(query, authors, where),
            WithoutTerms = WithoutTerms(query, notAuthors, where),
            Has = query.Has & ~InIndex,
            HasNot = query.HasNot & ~InIndex,
            Since = query.Since,
            Until = query.Until,
            After = null,
            Limit = 0,
        };
        return (new MessageFilter(query, authors, notAuthors, search), null);
    }

    /// <summary>Whether it is what was looked for, by what it is now. What comes and goes without the message is the index's to know.</summary>
    public bool Fits(MessageDto message)
    {
        return (_authors.Count == 0 || _authors.Contains(message.AuthorId))
            && !_notAuthors.Contains(message.AuthorId)
            && (TraitsOf(message) & _query.Has & InIndex) == (_query.Has & InIndex)
            && (TraitsOf(message) & _query.HasNot) == SearchTraits.None;
    }

    /// <summary>Whether a text, or a name, has all the words and none of the others.</summary>
    public bool Fits(IReadOnlyList<Token> text)
    {
        return _query.Words.All(word => word.IsIn(text)) && !_query.WithoutWords.Any(word => word.IsIn(text));
    }

    private static SearchTraits TraitsOf(MessageDto message)
    {
        var traits = MessageTerms.HasLinkIn(message.Text) ? SearchTraits.Link : SearchTraits.None;
        if (message.Files is { Count: > 0 } files)
        {
            traits |= SearchTraits.File | (files.Any(MessageTerms.IsImage) ? SearchTraits.Image : SearchTraits.None);
        }

        return traits;
    }

    private static List<IReadOnlyList<IndexTerm>> Terms(SearchQuery query, IReadOnlyList<Guid> authors, SearchIn where)
    {
        List<IReadOnlyList<IndexTerm>> terms = [.. query.Words.SelectMany(word => MessageTerms.Of(word, where)).Distinct().Select(term => (IReadOnlyList<IndexTerm>)[term])];
        if (authors.Count > 0)
        {
            terms.Add([.. authors.Select(MessageTerms.Author)]);
        }

        terms.AddRange(TraitTerms(query.Has).Select(term => (IReadOnlyList<IndexTerm>)[term]));
        if (where == SearchIn.FileNames)
        {
            terms.Add([MessageTerms.HasFile]);
        }

        if (terms.Count == 0)
        {
            terms.Add([MessageTerms.Any]);
        }

        return terms;
    }

    /// <summary>A phrase is not among them: its words may stand apart.</summary>
    private static List<IndexTerm> WithoutTerms(SearchQuery query, IReadOnlyList<Guid> notAuthors, SearchIn where)
    {
        // Of several files one may do.
        var words = where == SearchIn.Texts ? query.WithoutWords.Where(word => word.Tokens.Count == 1).SelectMany(word => MessageTerms.Of(word, where)) : [];
        return [.. words, .. notAuthors.Select(MessageTerms.Author), .. TraitTerms(query.HasNot)];
    }

    private static IEnumerable<IndexTerm> TraitTerms(SearchTraits traits)
    {
        if (traits.HasFlag(SearchTraits.File))
        {
            yield return MessageTerms.HasFile;
        }

        if (traits.HasFlag(SearchTraits.Image))
        {
            yield return MessageTerms.HasImage;
        }

        if (traits.HasFlag(SearchTraits.Link))
        {
            yield return MessageTerms.HasLink;
        }
    }
}
