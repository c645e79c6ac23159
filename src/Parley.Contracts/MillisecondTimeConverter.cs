using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parley.Contracts;

/// <summary>Times on the wire: RFC 3339, UTC, always with three digits of a second (<c>2026-11-22T17:00:00.000Z</c>), so that they sort as text.</summary>
public sealed class MillisecondTimeConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        return reader.GetDateTimeOffset().ToUniversalTime();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[Format.Length];
        value.UtcDateTime.TryFormat(text, out var length, Format, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}
