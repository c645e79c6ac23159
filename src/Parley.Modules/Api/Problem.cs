using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Parley.Contracts;

namespace Parley.Modules.Api;

/// <summary>An error answer. Two of the same kind are the same bytes, so that a forbidden thing and a missing one cannot be told apart.</summary>
public sealed class Problem : IResult
{
    public const string ContentType = "application/problem+json";

    private readonly byte[] _json;
    private readonly TimeSpan? _retryAfter;

    private Problem(ProblemDto content, TimeSpan? retryAfter = null)
    {
        Content = content;
        _json = JsonSerializer.SerializeToUtf8Bytes(content, ParleyJson.Context.ProblemDto);
        _retryAfter = retryAfter;
    }

    public ProblemDto Content { get; }

    public static Problem NotFound { get; } = Create(404, ErrorCodes.NotFound, "Not found", "There is no such thing here, or it is not yours to see.");

    public static Problem NotSignedIn { get; } = Create(401, ErrorCodes.NotSignedIn, "Not signed in", "Sign in, and send the token as 'Authorization: Bearer …' or the cookie.");

    public static Problem InvalidCredentials { get; } = Create(
        401, ErrorCodes.InvalidCredentials, "Sign-in failed", "Username and password do not match, or there were too many tries: check both, or wait five minutes.");

    public static Problem AntiForgery { get; } = Create(
        403, ErrorCodes.AntiForgery, "Refused", $"A write with the browser's cookie must come from this site and carry the header '{AntiForgeryHeader.Name}: 1'.");

    public static Problem NotAMember { get; } = Create(403, ErrorCodes.NotAMember, "Not a member", "Only members of the channel may do this. Join it first.");

    public static Problem ChannelArchived { get; } = Create(409, ErrorCodes.ChannelArchived, "The channel is archived", "Nothing in it changes until someone restores it.");

    public static Problem DirectChannel { get; } = Create(
        409, ErrorCodes.DirectChannel, "A direct channel stays as it is", "Its members agreed to a private talk: open another one with the people you want.");

    public static Problem MessageDeleted { get; } = Create(409, ErrorCodes.MessageDeleted, "The message was deleted", "A deleted message stays deleted.");

    public static Problem InviteInvalid { get; } = Create(
        400, ErrorCodes.InviteInvalid, "The invite does not work", "It is unknown, used up, expired or withdrawn. Ask for a new one.");

    public static Problem InviteNeeded { get; } = Create(403, ErrorCodes.InviteNeeded, "An invite is needed", "Sign-up on this server is by invite. Ask a member for a link.");

    public static Problem LastOwner { get; } = Create(409, ErrorCodes.LastOwner, "A workspace keeps an owner", "Make someone else an owner first.");

    public static Problem NotJson { get; } = Create(415, ErrorCodes.NotJson, "Not JSON", "Send the body as 'Content-Type: application/json'.");

    public static Problem ServerError { get; } = Create(
        500, ErrorCodes.ServerError, "The server failed", "The fault is in its log. Whether the request took effect is unknown; a message may be sent again with the same clientMessageId.");

    public static Problem Forbidden(string detail)
    {
        return Create(403, ErrorCodes.Forbidden, "Not allowed", detail);
    }

    public static Problem MalformedJson(string detail)
    {
        return Create(400, ErrorCodes.MalformedJson, "Malformed JSON", detail);
    }

    public static Problem MalformedUtf8(string detail)
    {
        return Create(400, ErrorCodes.MalformedUtf8, "Malformed text", detail);
    }

    public static Problem BodyTooLarge(long limit)
    {
        return Create(413, ErrorCodes.BodyTooLarge, "The body is too large", $"At most {limit} bytes are taken.");
    }

    public static Problem Invalid(string field, string whatIsWrong)
    {
        return Invalid(new Dictionary<string, string> { [field] = whatIsWrong });
    }

    public static Problem Invalid(IReadOnlyDictionary<string, string> errors)
    {
        return new Problem(Document(400, ErrorCodes.Validation, "Some fields are wrong", string.Join(' ', errors.Select(error => $"{error.Key}: {error.Value}"))) with { Errors = errors });
    }

    public static Problem Conflict(string code, string title, string detail)
    {
        return Create(409, code, title, detail);
    }

    public static Problem TooManyRequests(TimeSpan retryAfter)
    {
        return new Problem(Document(429, ErrorCodes.TooManyRequests, "Too many tries", "Wait as long as Retry-After says."), retryAfter);
    }

    public static Problem Unavailable(TimeSpan retryAfter)
    {
        return new Problem(Document(503, ErrorCodes.Unavailable, "Unavailable for the moment", "The database does not answer, or the server is full or stops. Repeat the call after Retry-After."), retryAfter);
    }

    public static Problem Create(int status, string code, string title, string detail)
    {
        return new Problem(Document(status, code, title, detail));
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Content.Status;
        response.ContentType = ContentType;
        response.ContentLength = _json.Length;
        response.Headers.CacheControl = "no-store";
        if (_retryAfter is { } retryAfter)
        {
            response.Headers.RetryAfter = ((int)Math.Ceiling(retryAfter.TotalSeconds)).ToString();
        }

        return response.Body.WriteAsync(_json).AsTask();
    }

    private static ProblemDto Document(int status, string code, string title, string detail)
    {
        return new ProblemDto { Type = $"https://parley.chat/problems/{code}", Title = title, Status = status, Detail = detail, Code = code };
    }
}
