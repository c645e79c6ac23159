using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Parley.Contracts;

namespace Parley.Modules.Api;

/// <summary>What an endpoint answers, for OpenAPI, where its return type does not say it.</summary>
internal static class EndpointDescriptions
{
    public static RouteHandlerBuilder Answers<T>(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        return endpoint.With(statuses, status => new ProducesResponseTypeMetadata(status, typeof(T), ["application/json"]));
    }

    /// <summary>Bytes of any kind, whole or in part.</summary>
    public static RouteHandlerBuilder AnswersContent(this RouteHandlerBuilder endpoint)
    {
        return endpoint.With([200, 206], status => new ProducesResponseTypeMetadata(status, typeof(void))).WithMetadata(BinaryContent.Answered);
    }

    /// <summary>The body is bytes of any kind.</summary>
    public static RouteHandlerBuilder TakesContent(this RouteHandlerBuilder endpoint)
    {
        return endpoint.WithMetadata(BinaryContent.Taken);
    }

    public static RouteHandlerBuilder AnswersNothing(this RouteHandlerBuilder endpoint)
    {
        return endpoint.With([204], status => new ProducesResponseTypeMetadata(status, typeof(void)));
    }

    /// <summary>Answers of <see cref="ProblemDto"/>; 401 comes with <see cref="Caller"/>.</summary>
    public static RouteHandlerBuilder Fails(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        return endpoint.With(statuses, status => new ProducesResponseTypeMetadata(status, typeof(ProblemDto), [Problem.ContentType]));
    }

    private static RouteHandlerBuilder With(this RouteHandlerBuilder endpoint, int[] statuses, Func<int, IProducesResponseTypeMetadata> metadata)
    {
        foreach (var status in statuses)
        {
            endpoint.WithMetadata(metadata(status));
        }

        return endpoint;
    }
}

/// <summary>Marks an endpoint whose body, or answer, is bytes that OpenAPI has no shape for.</summary>
public enum BinaryContent
{
    Taken,
    Answered,
}
