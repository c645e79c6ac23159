using System.Reflection;
using System.Text.Json.Nodes;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.EventStream;

/// <summary>docs/asyncapi.json against the code.</summary>
public sealed class AsyncApiTests
{
    [Fact]
    public async Task The_checked_in_document_is_what_the_server_serves()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        using var http = world.Anonymous();

        var served = await http.GetStringAsync("/asyncapi/v1.json");

        Assert.Equal(Repository.Read("docs/asyncapi.json").Trim(), served.ReplaceLineEndings("\n").Trim());
    }

    [Fact]
    public void It_describes_every_event_and_every_frame()
    {
        var document = JsonNode.Parse(Repository.Read("docs/asyncapi.json"))!;

        var described = document["components"]!["messages"]!.AsObject().Select(message => (string)message.Value!["name"]!).ToHashSet();

        Assert.Equal(TypesOf(typeof(ChannelEventTypes)).Concat(TypesOf(typeof(FrameTypes))).Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> TypesOf(Type catalogue)
    {
        return catalogue.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);
    }
}
