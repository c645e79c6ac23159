using System.Text;
using System.Text.Json;
using CsCheck;
using Parley.Realtime.Frames;

namespace Parley.Realtime.Tests.Frames;

public sealed class ClientFrameTests
{
    [Theory]
    [InlineData("""{"type":"ping","n":1}""", "ping")]
    [InlineData("""{"n":{"type":"inner"},"list":[{"type":"x"}],"type":"typing"}""", "typing")]
    [InlineData("""{"type":"later"}""", "later")]
    [InlineData(""" { "type" : "p\u0069ng" } """, "ping")]
    public void The_type_is_found_wherever_it_stands(string json, string type)
    {
        Assert.Equal(type, ClientFrame.TypeOf(Encoding.UTF8.GetBytes(json)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{")]
    [InlineData("""{"type":"ping" """)]
    [InlineData("""{"type":"ping"} {}""")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":null}""")]
    [InlineData("""{"n":1}""")]
    [InlineData("""["type","ping"]""")]
    [InlineData("\"ping\"")]
    [InlineData("""{"type":"\ud800"}""")]
    [InlineData("""{"type":"ping",}""")]
    public void Anything_but_one_object_with_a_type_has_none(string json)
    {
        Assert.Null(ClientFrame.TypeOf(Encoding.UTF8.GetBytes(json)));
    }

    /// <summary>Whether it is one object with a type is what the document model says, which reads everything.</summary>
    [Fact]
    public void It_agrees_with_a_whole_parse_on_any_bytes()
    {
        string[] parts = ["{", "{", "}", "}", "[", "]", "\"type\":", "\"type\":\"typing\"", "\"n\":", ":", ",", "\"ping\"", "1", "null", "\\u", "\"\\ud800\"", " "];
        var almostJson = Gen.OneOf(
            Gen.Byte.Array[0, 60],
            Gen.Int[0, parts.Length - 1].Array[0, 12].Select(picks => Encoding.UTF8.GetBytes(string.Concat(picks.Select(pick => parts[pick])))));

        almostJson.Sample(bytes => ClientFrame.TypeOf(bytes) == ParsedTypeOf(bytes), iter: 5_000, threads: 1);
    }

    private static string? ParsedTypeOf(byte[] bytes)
    {
        try
        {
            var parsed = JsonElement.Parse(bytes);
            return parsed.ValueKind == JsonValueKind.Object && parsed.TryGetProperty("type", out var type) ? type.GetString() : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
