using System.Text.Json;
using Parley.Contracts;

namespace Parley.Realtime.Tests.Support;

/// <summary>Presence as its clients see it.</summary>
internal static class PresenceFrames
{
    /// <summary>The client shows these accounts.</summary>
    public static TestConnection Watch(this EngineWorld world, TestConnection client, params Guid[] accountIds)
    {
        _ = world.Send(client, JsonSerializer.SerializeToUtf8Bytes(new WatchPresenceFrame { AccountIds = accountIds }, ParleyJson.Context.WatchPresenceFrame));
        return client;
    }

    /// <summary>The client's person turns away, or comes back.</summary>
    public static void Set(this EngineWorld world, TestConnection client, string status)
    {
        _ = world.Send(client, JsonSerializer.SerializeToUtf8Bytes(new { type = FrameTypes.Presence, status }));
    }

    /// <summary>Takes what waits, in short: <c>whole 100 online, 101 away</c> for a snapshot, <c>101 offline</c> for a change.</summary>
    public static List<string> TakePresence(this TestConnection client)
    {
        return [.. client.Writer.TakeAll().Select(frame => frame.Parse()).Where(json => json.GetProperty("type").GetString() == FrameTypes.Presence).Select(Short)];
    }

    private static string Short(JsonElement json)
    {
        var accounts = json.GetProperty("accounts").EnumerateObject()
            .Select(one => $"{Convert.ToInt32(one.Name[..8], 16)} {one.Value.GetString()}")
            .Order();
        return string.Join(' ', new[] { json.GetProperty("isSnapshot").GetBoolean() ? "whole" : "", string.Join(", ", accounts) }.Where(part => part.Length > 0));
    }
}
