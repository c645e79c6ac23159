using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Channels.Log;

namespace Parley.Server.Http;

/// <summary>Turns what endpoints throw into problem documents. Nothing of an exception reaches the client.</summary>
internal sealed partial class Failures(RequestDelegate next, ILogger<Failures> logger)
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private static readonly Problem Malformed = Problem.Create(
        StatusCodes.Status400BadRequest, ErrorCodes.Validation, "The request is malformed", "A parameter is missing or not of the right kind, or the body ended early.");

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away; there is nobody to answer.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            var problem = ToProblem(exception);
            if (problem.Content.Status >= StatusCodes.Status500InternalServerError)
            {
                // The route and not the path, which can hold an invite's code.
                var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "no route";
                LogFailed(exception, context.Request.Method, route, problem.Content.Status);
            }

            await problem.ExecuteAsync(context);
        }
    }

    private static Problem ToProblem(Exception exception)
    {
        return exception switch
        {
            ProblemException { Problem: var problem } => problem,
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => Problem.BodyTooLarge(Limits.RequestBytes),
            BadHttpRequestException => Malformed,
            IOException or LogIsFullException => Problem.Unavailable(RetryAfter),
            _ => Problem.ServerError,
        };
    }

    [LoggerMessage(EventName = "request.failed", Level = LogLevel.Error, Message = "{Method} {Route} failed: {Status}")]
    private partial void LogFailed(Exception exception, string method, string route, int status);
}
