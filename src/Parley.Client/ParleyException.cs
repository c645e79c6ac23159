using Parley.Contracts;

namespace Parley.Client;

/// <summary>The server refused a call, or did not answer it.</summary>
public sealed class ParleyException : Exception
{
    internal ParleyException(int status, ProblemDto? problem, string? reason, TimeSpan? retryAfter)
        : base(Sentence(status, problem, reason))
    {
        Status = status;
        Code = problem?.Code;
        Detail = problem?.Detail;
        Errors = problem?.Errors;
        RetryAfter = retryAfter;
    }

    internal ParleyException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>The HTTP status; null: no answer came, and whether the call took effect is unknown.</summary>
    public int? Status { get; }

    /// <summary>One of <see cref="ErrorCodes"/>: what to decide by. null: no answer, or one that is not Parley's (a proxy's page).</summary>
    public string? Code { get; }

    /// <summary>What was wrong with this request, for people.</summary>
    public string? Detail { get; }

    /// <summary>With <see cref="ErrorCodes.Validation"/>: field to what is wrong with it.</summary>
    public IReadOnlyDictionary<string, string>? Errors { get; }

    /// <summary>How long the server asked to wait before a repeat; null: it did not say.</summary>
    public TimeSpan? RetryAfter { get; }

    /// <summary>
    /// true: the same call may succeed later (no answer, 429, or 5xx). Except after 429 it may also have taken effect already, so only what is
    /// idempotent should be repeated: reads, <c>PUT</c>, and posting a message with the same client message id.
    /// </summary>
    public bool IsTransient => Status is null or 408 or 429 or >= 500;

    private static string Sentence(int status, ProblemDto? problem, string? reason)
    {
        if (problem is null)
        {
            return $"The server answered {status} {reason}.";
        }

        var fields = problem.Errors is { Count: > 0 } errors ? " " + string.Join("; ", errors.Select(error => $"{error.Key}: {error.Value}")) : "";
        return $"{problem.Detail ?? problem.Title}{fields} ({status} {problem.Code})";
    }
}
