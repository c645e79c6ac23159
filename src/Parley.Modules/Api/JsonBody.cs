using System.Buffers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Parley.Contracts;

namespace Parley.Modules.Api;

/// <summary>
/// A request's JSON body. Reads at most <see cref="Limits.RequestBytes"/>, and tells apart what the framework's own binding does not:
/// too large, not JSON by its content type, not UTF-8, not JSON, of the wrong shape.
/// </summary>
internal sealed class JsonBody<T> : IEndpointParameterMetadataProvider
    where T : class
{
    private JsonBody(T value)
    {
        Value = value;
    }

    public T Value { get; }

    /// <exception cref="ProblemException">The body is not what the call takes.</exception>
    public static async ValueTask<JsonBody<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        _ = parameter;
        var request = context.Request;
        if (!request.HasJsonContentType())
        {
            throw new ProblemException(Problem.NotJson);
        }

        if (request.ContentLength > Limits.RequestBytes)
        {
            throw new ProblemException(Problem.BodyTooLarge(Limits.RequestBytes));
        }

        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted);
            var isWhole = read.IsCompleted;
            try
            {
                if (read.Buffer.Length > Limits.RequestBytes)
                {
                    throw new ProblemException(Problem.BodyTooLarge(Limits.RequestBytes));
                }

                if (isWhole)
                {
                    return new JsonBody<T>(Parse(read.Buffer));
                }
            }
            finally
            {
                reader.AdvanceTo(isWhole ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
            }
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
        foreach (var status in (int[])[400, 413, 415])
        {
            builder.Metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemDto), [Problem.ContentType]));
        }
    }

    private static T Parse(ReadOnlySequence<byte> body)
    {
        var bytes = body.IsSingleSegment ? body.FirstSpan : body.ToArray();
        if (!Utf8.IsValid(bytes))
        {
            throw new ProblemException(Problem.MalformedUtf8("The body is not UTF-8. JSON is exchanged as UTF-8 (RFC 8259)."));
        }

        try
        {
            var type = (JsonTypeInfo<T>)ParleyJson.Context.GetTypeInfo(typeof(T))!;
            return JsonSerializer.Deserialize(bytes, type) ?? throw new ProblemException(Problem.MalformedJson("The body is null; an object is needed."));
        }
        catch (JsonException exception) when (IsHalfASurrogatePair(exception))
        {
            throw new ProblemException(Problem.MalformedUtf8($"{Place(exception)} holds half of a surrogate pair. Escape characters above U+FFFF as a pair, or send them as UTF-8."));
        }
        catch (JsonException exception)
        {
            throw new ProblemException(Problem.MalformedJson(Explain(exception)));
        }
    }

    /// <summary>The serializer says it in words only; a value of the wrong kind (a number for a text) is an InvalidOperationException, too.</summary>
    private static bool IsHalfASurrogatePair(JsonException exception)
    {
        return exception.InnerException is InvalidOperationException { Message: var message } && message.Contains("UTF-16", StringComparison.Ordinal);
    }

    private static string Explain(JsonException exception)
    {
        // The serializer's own sentence names .NET types; a missing field and a wrong value are what a client needs to hear.
        var message = exception.Message;
        if (message.Contains("missing required", StringComparison.Ordinal))
        {
            var fields = message.Split('\'').Where((_, index) => index % 2 == 1).Skip(1);
            return $"Missing: {string.Join(", ", fields)}.";
        }

        return exception.InnerException is JsonException
            ? $"Not JSON, at line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}."
            : $"{Place(exception)} has a value of the wrong kind.";
    }

    private static string Place(JsonException exception)
    {
        return exception.Path is null or "$" ? "The body" : exception.Path.TrimStart('$').TrimStart('.');
    }
}
