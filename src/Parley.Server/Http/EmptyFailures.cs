using Microsoft.AspNetCore.Diagnostics;
using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Server.Http;

/// <summary>Gives the framework's own refusals (no such route, wrong method) the problem document that every refusal has.</summary>
internal static class EmptyFailures
{
    private static readonly Problem MethodNotAllowed = Problem.Create(
        StatusCodes.Status405MethodNotAllowed, ErrorCodes.MethodNotAllowed, "Method not allowed", "The address exists, but not with this method: see the Allow header.");

    /// <summary>Code made at build time answers a query's value of the wrong kind without a word, where the framework's own would throw.</summary>
    private static readonly Problem Malformed = Problem.Create(
        StatusCodes.Status400BadRequest, ErrorCodes.Validation, "The request is malformed", "A value in the query is not of the right kind, such as a number.");

    public static Task FillAsync(StatusCodeContext failure)
    {
        var context = failure.HttpContext;
        return context.Response.StatusCode switch
        {
            StatusCodes.Status400BadRequest => Malformed.ExecuteAsync(context),
            StatusCodes.Status404NotFound => Problem.NotFound.ExecuteAsync(context),
            StatusCodes.Status405MethodNotAllowed => MethodNotAllowed.ExecuteAsync(context),
            StatusCodes.Status415UnsupportedMediaType => Problem.NotJson.ExecuteAsync(context),
            StatusCodes.Status413PayloadTooLarge => Problem.BodyTooLarge(Limits.RequestBytes).ExecuteAsync(context),
            _ => Task.CompletedTask,
        };
    }
}
