using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parley.Contracts;

namespace Parley.Client;

/// <summary>One HTTP call: writes the request, repeats it where that is safe, reads the answer or throws the problem.</summary>
internal sealed class Wire(HttpClient http, Uri root, TimeProvider time, Random random, int attempts)
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly Backoff _backoff = Backoff.ForCalls(random);

    public Task<TAnswer> GetAsync<TAnswer>(string? token, string path, JsonTypeInfo<TAnswer> answer, CancellationToken cancellationToken)
    {
        return SendAsync<object, TAnswer>(token, HttpMethod.Get, path, body: null, bodyType: null, answer, repeat: true, cancellationToken);
    }

    public async Task SendAsync<TBody>(
        string? token, HttpMethod method, string path, TBody? body, JsonTypeInfo<TBody>? bodyType, bool repeat, CancellationToken cancellationToken)
        where TBody : class
    {
        using var response = await ExchangeAsync(token, method, path, body, bodyType, repeat, cancellationToken);
    }

    /// <param name="repeat">Whether a second arrival of the same request does no harm.</param>
    public async Task<TAnswer> SendAsync<TBody, TAnswer>(
        string? token,
        HttpMethod method,
        string path,
        TBody? body,
        JsonTypeInfo<TBody>? bodyType,
        JsonTypeInfo<TAnswer> answer,
        bool repeat,
        CancellationToken cancellationToken)
        where TBody : class
    {
        using var response = await ExchangeAsync(token, method, path, body, bodyType, repeat, cancellationToken);
        try
        {
            await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
            return await JsonSerializer.DeserializeAsync(content, answer, cancellationToken)
                ?? throw new JsonException("The body is null.");
        }
        catch (JsonException unreadable)
        {
            throw new ParleyException($"The answer to {method} {path} is not of the shape that this client knows: is {root} a Parley server?", unreadable);
        }
    }

    private async Task<HttpResponseMessage> ExchangeAsync<TBody>(
        string? token, HttpMethod method, string path, TBody? body, JsonTypeInfo<TBody>? bodyType, bool repeat, CancellationToken cancellationToken)
        where TBody : class
    {
        var bytes = body is null ? null : JsonSerializer.SerializeToUtf8Bytes(body, bodyType!);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await TryAsync(token, method, path, bytes, cancellationToken);
            }
            catch (ParleyException problem) when (repeat && problem.IsTransient && attempt + 1 < attempts)
            {
                await Task.Delay(_backoff.Pause(attempt, problem.RetryAfter), time, cancellationToken);
            }
        }
    }

    private async Task<HttpResponseMessage> TryAsync(string? token, HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, new Uri(root, path));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = Json } };
        }

        HttpResponseMessage response;
        try
        {
            // The whole body is read here, so that a connection that breaks half-way counts as "no answer" and is repeated.
            response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException)
        {
            // HttpClient lets a bare SocketException through when the connection is reset in the moment in which it came about.
            throw new ParleyException($"No answer from {root}: {failure.Message}", failure);
        }
        catch (OperationCanceledException timeout) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ParleyException($"No answer from {root} within {http.Timeout.TotalSeconds:0} s.", timeout);
        }

        if (response.IsSuccessStatusCode)
        {
            return response;
        }

        using (response)
        {
            throw await ProblemOfAsync(response, cancellationToken);
        }
    }

    private async Task<ParleyException> ProblemOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        ProblemDto? problem = null;
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            try
            {
                var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                problem = JsonSerializer.Deserialize(bytes, ParleyJson.Context.ProblemDto);
            }
            catch (JsonException)
            {
                // A proxy may speak problem+json too, without our code: the status has to do.
                problem = null;
            }
        }

        return new ParleyException((int)response.StatusCode, problem, response.ReasonPhrase, RetryAfterOf(response));
    }

    private TimeSpan? RetryAfterOf(HttpResponseMessage response)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return wait is { } known && known > TimeSpan.Zero ? known : null;
    }
}
