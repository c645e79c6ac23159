using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Parley.Contracts;

namespace Parley.Testing;

/// <summary>All of an HTTP answer that a client can see, but the date.</summary>
public sealed record Answer(int Status, string Headers, string Body)
{
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>The problem's code; null when the answer is no problem document.</summary>
    public string? Code => Problem?.Code;

    public ProblemDto? Problem => Headers.Contains("content-type: application/problem+json", StringComparison.Ordinal) ? Read(ParleyJson.Context.ProblemDto) : null;

    public T Read<T>(JsonTypeInfo<T> type)
    {
        return JsonSerializer.Deserialize(Body, type)!;
    }

    /// <summary>The value of a header; null when there is none.</summary>
    public string? Header(string name)
    {
        var start = $"{name.ToLowerInvariant()}: ";
        return Headers.Split('\n').FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal))?[start.Length..];
    }

    internal static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => header.Key != "Date")
            .Select(header => $"{header.Key.ToLowerInvariant()}: {string.Join(", ", header.Value)}")
            .Order(StringComparer.Ordinal);
        return new Answer((int)response.StatusCode, string.Join('\n', headers), Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync()));
    }
}
