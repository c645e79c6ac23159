using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Parley.Testing;

/// <summary>Calls as a test writes them: <c>await ana.Http.CallAsync("PATCH", "/api/v1/me", new { displayName = "Ana" })</c>.</summary>
public static class HttpCalls
{
    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="http">Who calls.</param>
    /// <param name="method">Such as <c>GET</c>.</param>
    /// <param name="path">From the root.</param>
    /// <param name="body">Written as JSON; a string is sent as it is; null: none.</param>
    /// <param name="headers">More of them.</param>
    public static Task<Answer> CallAsync(this HttpClient http, string method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        var bytes = body is null ? null : Encoding.UTF8.GetBytes(body as string ?? JsonSerializer.Serialize(body, AsItIs));
        return http.SendAsync(method, path, bytes, "application/json", headers);
    }

    /// <summary>The same with a body that need not be JSON.</summary>
    public static async Task<Answer> SendAsync(
        this HttpClient http, string method, string path, byte[]? body, string? contentType, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = contentType is null ? null : MediaTypeHeaderValue.Parse(contentType);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await http.SendAsync(request);
        return await Answer.ReadAsync(response);
    }
}
