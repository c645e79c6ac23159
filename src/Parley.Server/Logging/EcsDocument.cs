using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parley.Server.Logging;

/// <summary>One line of JSON, its fields given by their names with dots and written as objects in each other. Has one user at a time.</summary>
internal sealed class EcsDocument
{
    // What is written is read by programs, and never put into a page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly JsonObject _root = [];

    /// <param name="time">When it happened.</param>
    public EcsDocument(DateTimeOffset time)
    {
        Set("@timestamp", time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        Set("ecs.version", EcsFields.Version);
    }

    public void Set(string field, string? value)
    {
        if (value is not null)
        {
            Put(field, JsonValue.Create(value));
        }
    }

    public void Set(string field, long value)
    {
        Put(field, JsonValue.Create(value));
    }

    public void Set(string field, IEnumerable<string> values)
    {
        Put(field, new JsonArray([.. values.Select(value => (JsonNode)JsonValue.Create(value))]));
    }

    /// <summary>By what the value is: whole numbers as such, times as milliseconds, all else as text.</summary>
    public void SetAny(string field, object? value)
    {
        switch (value)
        {
            case int or long:
                Set(field, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case TimeSpan duration:
                Set(field, (long)duration.TotalMilliseconds);
                break;
            default:
                Set(field, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <returns>The line, without its end.</returns>
    public override string ToString()
    {
        var bytes = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(bytes, Options))
        {
            _root.WriteTo(writer);
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private void Put(string field, JsonNode value)
    {
        var (parent, rest) = (_root, field);
        while (rest.IndexOf('.', StringComparison.Ordinal) is var dot and > 0)
        {
            var name = rest[..dot];
            if (parent[name] is not JsonObject child)
            {
                parent[name] = child = [];
            }

            (parent, rest) = (child, rest[(dot + 1)..]);
        }

        parent[rest] = value;
    }
}
