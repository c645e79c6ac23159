using System.Text.Json;

namespace Parley.Realtime.Frames;

/// <summary>Finds the <c>type</c> of a client's frame without building anything from the rest.</summary>
internal static class ClientFrame
{
    /// <returns>null when this is not one JSON object with a string <c>type</c>.</returns>
    public static string? TypeOf(ReadOnlySpan<byte> json)
    {
        try
        {
            return ReadType(json);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            // The type holds half of a surrogate pair: JSON by its grammar, but no text.
            return null;
        }
    }

    private static string? ReadType(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        string? type = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
            {
                type = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            }
            else
            {
                reader.Skip();
            }
        }

        // Reads to the end, so that what follows the object is an error too.
        return reader.Read() ? null : type;
    }
}
