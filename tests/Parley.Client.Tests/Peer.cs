using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Parley.Client.Tests;

/// <summary>The server's side of one WebSocket, in the hands of a test.</summary>
internal sealed class Peer(HttpContext context, WebSocket socket)
{
    private readonly TaskCompletionSource _ended = new();

    public Task Ended => _ended.Task;

    /// <summary>The frame that was read last; the client's connect frame at first.</summary>
    public JsonElement Frame { get; private set; }

    public async Task<JsonElement> ReadAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[64 * 1024];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
        Frame = JsonDocument.Parse(buffer.AsMemory(0, received.Count)).RootElement.Clone();
        return Frame;
    }

    public async Task SendAsync(string frame)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }

    /// <summary>A client that has gone is no concern of the sender.</summary>
    public async Task TrySendAsync(string frame)
    {
        try
        {
            await SendAsync(frame);
        }
        catch (Exception gone) when (gone is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            _ended.TrySetResult();
        }
    }

    public Task ReadyAsync(string epoch, params (Guid ChannelId, long Head)[] heads)
    {
        var named = string.Join(',', heads.Select(head => $"\"{head.ChannelId}\":{head.Head}"));
        return SendAsync($$$"""{"type":"ready","connectionId":"{{{World.Ana}}}","accountId":"{{{World.Ana}}}","epoch":"{{{epoch}}}","heads":{{{{named}}}}}""");
    }

    public async Task CloseAsync(int code)
    {
        await socket.CloseOutputAsync((WebSocketCloseStatus)code, statusDescription: "said the test", CancellationToken.None);
        _ended.TrySetResult();
    }

    public void Abort()
    {
        context.Abort();
        _ended.TrySetResult();
    }
}

/// <summary>Ids and frames that every test of the stream uses.</summary>
internal static class World
{
    public static readonly Guid Ana = new("01900000-0000-7000-8000-0000000000aa");
    public static readonly Guid Bo = new("01900000-0000-7000-8000-0000000000bb");
    public static readonly Guid Kitchen = new("01900000-0000-7000-8000-000000000001");
    public static readonly Guid Garden = new("01900000-0000-7000-8000-000000000002");

    public static string Posted(Guid channelId, long seq)
    {
        return Event("message.posted", channelId, seq, $$"""{"text":"message {{seq}}"}""");
    }

    public static string Event(string type, Guid channelId, long seq, string data)
    {
        return $$"""{"type":"{{type}}","channelId":"{{channelId}}","seq":{{seq}},"at":"2026-11-22T17:00:00.000Z","actorId":"{{Bo}}","data":{{data}}}""";
    }

    public static string EventPage(string epoch, long head, params string[] events)
    {
        return $$"""{"events":[{{string.Join(',', events)}}],"head":{{head}},"epoch":"{{epoch}}"}""";
    }
}
