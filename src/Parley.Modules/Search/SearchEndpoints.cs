using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Search;

internal static class SearchEndpoints
{
    private const int DefaultResults = 20;
    private const int MostMinutes = 14 * 60;

    public static void Map(IEndpointRouteBuilder api)
    {
        var search = api.MapGroup("/workspaces/{workspaceId:guid}/search");
        search.MapGet("", FindMessagesAsync).WithName("searchMessages")
            .WithSummary("Messages of the caller's channels that say what q asks for: words, \"phrases\", word*, -word, and from:, in:, has:, is:, before:, after:, on:. By relevance, or sort=newest.")
            .Answers<FoundMessagePage>(200).Fails(400, 404, 429);
        search.MapGet("/files", FindFilesAsync).WithName("searchFiles")
            .WithSummary("Files in the caller's channels by their names, newest first; the operators are those of messages.")
            .Answers<FoundFilePage>(200).Fails(400, 404, 429);
        search.MapGet("/people", FindPeopleAsync).WithName("searchPeople")
            .WithSummary("Members by the beginnings of their names. A guest finds those with whom they share a channel.")
            .Answers<FoundPersonPage>(200).Fails(400, 404, 429);
        search.MapGet("/channels", FindChannelsAsync).WithName("searchChannels")
            .WithSummary("Channels by the beginnings of words in their names and topics: public ones, and those that the caller is in.")
            .Answers<FoundChannelPage>(200).Fails(400, 404, 429);
    }

    private static async Task<IResult> FindMessagesAsync(
        Guid workspaceId,
        string? q,
        string? sort,
        int? utcOffset,
        string? cursor,
        int? limit,
        Caller caller,
        SearchGate gate,
        FindMessages find,
        CancellationToken cancellationToken)
    {
        if (sort is not (null or "relevance" or "newest"))
        {
            return Problem.Invalid("sort", "must be relevance or newest.");
        }

        var (request, problem) = await gate.EnterAsync(workspaceId, caller, new SearchFields(q, sort, utcOffset, cursor, limit), cancellationToken);
        return request is null
            ? problem!
            : await gate.AnswerAsync<FoundMessageDto>(
                "messages",
                () => find.RunAsync(request, cancellationToken),
                found => TypedResults.Ok(new FoundMessagePage { Results = found.Results, Cursor = Cursor(found.Next), IsComplete = found.IsComplete }));
    }

    private static async Task<IResult> FindFilesAsync(
        Guid workspaceId, string? q, int? utcOffset, string? cursor, int? limit, Caller caller, SearchGate gate, FindFiles find, CancellationToken cancellationToken)
    {
        var (request, problem) = await gate.EnterAsync(workspaceId, caller, new SearchFields(q, null, utcOffset, cursor, limit), cancellationToken);
        return request is null
            ? problem!
            : await gate.AnswerAsync<FoundFileDto>(
                "files",
                () => find.RunAsync(request, cancellationToken),
                found => TypedResults.Ok(new FoundFilePage { Results = found.Results, Cursor = Cursor(found.Next), IsComplete = found.IsComplete }));
    }

    private static async Task<IResult> FindPeopleAsync(
        Guid workspaceId, string? q, string? cursor, int? limit, Caller caller, SearchGate gate, FindPeople find, CancellationToken cancellationToken)
    {
        var (request, problem) = await gate.EnterAsync(workspaceId, caller, new SearchFields(q, null, null, cursor, limit), cancellationToken);
        return request is null
            ? problem!
            : await gate.AnswerAsync<FoundPersonDto>(
                "people",
                () => find.RunAsync(request, cancellationToken),
                found => TypedResults.Ok(new FoundPersonPage { Results = found.Results, Cursor = Cursor(found.Next), IsComplete = found.IsComplete }));
    }

    private static async Task<IResult> FindChannelsAsync(
        Guid workspaceId, string? q, string? cursor, int? limit, Caller caller, SearchGate gate, FindChannels find, CancellationToken cancellationToken)
    {
        var (request, problem) = await gate.EnterAsync(workspaceId, caller, new SearchFields(q, null, null, cursor, limit), cancellationToken);
        return request is null
            ? problem!
            : await gate.AnswerAsync<FoundChannelDto>(
                "channels",
                () => find.RunAsync(request, cancellationToken),
                found => TypedResults.Ok(new FoundChannelPage { Results = found.Results, Cursor = Cursor(found.Next), IsComplete = found.IsComplete }));
    }

    private static string? Cursor(string? key)
    {
        return key is null ? null : Page.CursorOf(key);
    }

    /// <summary>What a query says, before anybody looked at it.</summary>
    internal readonly record struct SearchFields(string? Text, string? Sort, int? UtcOffset, string? Cursor, int? Limit);

    /// <summary>Whether the caller may search here now, and how long it took.</summary>
    internal sealed class SearchGate(IWorkspaceStore workspaces, SearchLimiter limiter, SearchMetrics metrics, TimeProvider time)
    {
        public async Task<(SearchRequest? Request, IResult? Problem)> EnterAsync(Guid workspaceId, Caller caller, SearchFields fields, CancellationToken cancellationToken)
        {
            if (await workspaces.FindAsync(workspaceId, caller.AccountId, cancellationToken) is null)
            {
                return (null, Problem.NotFound);
            }

            if (Page.Parse(fields.Cursor, fields.Limit ?? DefaultResults) is not { Limit: <= Limits.SearchPageSize } page)
            {
                return (null, Problem.Invalid("limit", $"must be 1 to {Limits.SearchPageSize}, with a cursor from an earlier page or none."));
            }

            if (fields.UtcOffset is < -MostMinutes or > MostMinutes)
            {
                return (null, Problem.Invalid("utcOffset", $"must be minutes east of UTC, -{MostMinutes} to {MostMinutes}."));
            }

            if (limiter.MustWait(caller.AccountId) is { } wait)
            {
                return (null, Problem.TooManyRequests(wait));
            }

            var request = new SearchRequest
            {
                WorkspaceId = workspaceId,
                ViewerId = caller.AccountId,
                Text = fields.Text ?? "",
                Offset = TimeSpan.FromMinutes(fields.UtcOffset ?? 0),
                NewestFirst = fields.Sort == "newest",
                After = page.After,
                Limit = page.Limit,
            };
            return (request, null);
        }

        public async Task<IResult> AnswerAsync<T>(string what, Func<Task<SearchOutcome<T>>> find, Func<SearchOutcome<T>.Found, IResult> answer)
        {
            var began = time.GetTimestamp();
            var outcome = await find();
            metrics.Searched(what, time.GetElapsedTime(began));
            return outcome switch
            {
                SearchOutcome<T>.Found found => answer(found),
                SearchOutcome<T>.Refused(var problem) => problem,
                var other => throw new InvalidOperationException($"Unknown outcome {other}."),
            };
        }
    }
}
