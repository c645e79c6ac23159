using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Parley.Contracts;
using Parley.Server.Commands;

namespace Parley.Server.EventStream;

/// <summary>
/// The description of the event stream (AsyncAPI 3.0), at <c>/asyncapi/v1.json</c> and in docs/asyncapi.json: every frame with its schema, made from
/// the shapes that the code uses.
/// </summary>
internal static class AsyncApiDocument
{
    private const string Channel = "events";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = ParleyJson.Encoder };

    private static readonly Lazy<string> Text = new(() => Create().ToJsonString(Indented));

    private static readonly (string Type, JsonTypeInfo Shape)[] FromClient =
    [
        (FrameTypes.Connect, ParleyJson.Context.ConnectFrame),
        (FrameTypes.Ping, ParleyJson.Context.PingFrame),
        (FrameTypes.Typing, ParleyJson.Context.TypingFrame),
        (FrameTypes.Presence, ParleyJson.Context.SetPresenceFrame),
        (FrameTypes.WatchPresence, ParleyJson.Context.WatchPresenceFrame),
    ];

    private static readonly (string Type, JsonTypeInfo Shape)[] FromServer =
    [
        (FrameTypes.Ready, ParleyJson.Context.ReadyFrame),
        (FrameTypes.ChannelReset, ParleyJson.Context.ChannelResetFrame),
        (FrameTypes.Pong, ParleyJson.Context.PongFrame),
        (FrameTypes.Typing, ParleyJson.Context.TypingFrame),
        (FrameTypes.Presence, ParleyJson.Context.PresenceFrame),
        (FrameTypes.ReadMarker, ParleyJson.Context.ReadMarkerFrame),
        (FrameTypes.ThreadState, ParleyJson.Context.ThreadStateFrame),
        (FrameTypes.SavedMessage, ParleyJson.Context.SavedMessageFrame),
        (FrameTypes.Draft, ParleyJson.Context.DraftFrame),
        (FrameTypes.MeChanged, ParleyJson.Context.MeChangedFrame),
        (FrameTypes.AccountChanged, ParleyJson.Context.AccountChangedFrame),
        (FrameTypes.NotificationSettings, ParleyJson.Context.NotificationSettingsFrame),
        (FrameTypes.EmojiChanged, ParleyJson.Context.EmojiChangedFrame),
        (FrameTypes.GroupsChanged, ParleyJson.Context.GroupsChangedFrame),
    ];

    private static readonly (string Type, JsonTypeInfo Data)[] Events =
    [
        (ChannelEventTypes.ChannelCreated, ParleyJson.Context.ChannelCreated),
        (ChannelEventTypes.ChannelUpdated, ParleyJson.Context.ChannelUpdated),
        (ChannelEventTypes.MemberJoined, ParleyJson.Context.MemberJoined),
        (ChannelEventTypes.MemberLeft, ParleyJson.Context.MemberLeft),
        (ChannelEventTypes.MessagePosted, ParleyJson.Context.MessagePosted),
        (ChannelEventTypes.MessageEdited, ParleyJson.Context.MessageEdited),
        (ChannelEventTypes.MessageDeleted, ParleyJson.Context.MessageDeleted),
        (ChannelEventTypes.MessagePreviewsChanged, ParleyJson.Context.MessagePreviewsChanged),
        (ChannelEventTypes.MessagePinned, ParleyJson.Context.MessagePinned),
        (ChannelEventTypes.MessageUnpinned, ParleyJson.Context.MessageUnpinned),
        (ChannelEventTypes.ReactionAdded, ParleyJson.Context.ReactionAdded),
        (ChannelEventTypes.ReactionRemoved, ParleyJson.Context.ReactionRemoved),
    ];

    public static void MapAsyncApi(this WebApplication app)
    {
        app.MapGet("/asyncapi/v1.json", () => Results.Text(Text.Value, "application/json")).AllowAnonymous().ExcludeFromDescription();
    }

    private static JsonObject Create()
    {
        var messages = new JsonObject();
        var sent = AddFrames(messages, "client", FromClient);
        var received = AddFrames(messages, "server", FromServer);
        foreach (var (type, data) in Events)
        {
            messages[type] = Message(type, Envelope(type, data));
            received.Add(type);
        }

        return new JsonObject
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Parley event stream",
                ["version"] = VersionCommand.Version,
                ["description"] = "One WebSocket for everything that happens in an account's channels. Order, resume, heartbeat and close codes are in docs/protocol.md.",
            },
            ["channels"] = new JsonObject
            {
                [Channel] = new JsonObject
                {
                    ["address"] = "/api/v1/events",
                    ["messages"] = new JsonObject(messages.Select(message => KeyValuePair.Create<string, JsonNode?>(message.Key, Reference($"#/components/messages/{message.Key}")))),
                },
            },
            ["operations"] = new JsonObject { ["send"] = Operation("receive", sent), ["receive"] = Operation("send", received) },
            ["components"] = new JsonObject { ["messages"] = messages },
        };
    }

    /// <summary>Both sides have a frame "typing" and one "presence" of different shapes: the name says whose it is.</summary>
    private static List<string> AddFrames(JsonObject messages, string side, (string Type, JsonTypeInfo Shape)[] frames)
    {
        var names = new List<string>();
        foreach (var (type, shape) in frames)
        {
            var name = $"{side}.{type}";
            var schema = Schema(shape);
            schema["properties"]!["type"] = new JsonObject { ["const"] = type };
            schema["required"] = new JsonArray([JsonValue.Create("type"), .. schema["required"]?.AsArray().Select(name => name!.DeepClone()) ?? []]);
            messages[name] = Message(type, schema);
            names.Add(name);
        }

        return names;
    }

    private static JsonObject Message(string type, JsonNode payload)
    {
        return new JsonObject { ["name"] = type, ["contentType"] = "application/json", ["payload"] = payload };
    }

    private static JsonObject Envelope(string type, JsonTypeInfo data)
    {
        var schema = Schema(ParleyJson.Context.ChannelEventDto);
        var properties = schema["properties"]!;
        properties["type"] = new JsonObject { ["const"] = type };
        properties["at"] = new JsonObject { ["type"] = "string", ["format"] = "date-time" };
        properties["data"] = Schema(data);
        return schema;
    }

    private static JsonObject Schema(JsonTypeInfo shape)
    {
        // Every shape is an object: a top-level null is an artefact of reference types.
        return shape.GetJsonSchemaAsNode(new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true }).AsObject();
    }

    /// <summary>In AsyncAPI 3 the action is the application's: what a client sends, the server receives.</summary>
    private static JsonObject Operation(string action, IEnumerable<string> messages)
    {
        return new JsonObject
        {
            ["action"] = action,
            ["channel"] = Reference($"#/channels/{Channel}"),
            ["messages"] = new JsonArray([.. messages.Select(name => Reference($"#/channels/{Channel}/messages/{name}"))]),
        };
    }

    private static JsonObject Reference(string path)
    {
        return new JsonObject { ["$ref"] = path };
    }
}
