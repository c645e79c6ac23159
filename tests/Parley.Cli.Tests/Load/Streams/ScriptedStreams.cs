using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Parley.Cli.Tests.Load.Streams;

/// <summary>A server of event streams that says what a test tells it to, right or wrong.</summary>
internal sealed class ScriptedStreams : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentBag<ScriptedStream> _all = [];
    private readonly Channel<ScriptedStream> _streams = Channel.CreateUnbounded<ScriptedStream>();

    private ScriptedStreams(WebApplication application)
    {
        _application = application;
    }

    public Uri Address => new(_application.Urls.First() + "/");

    /// <summary>What the next handshakes are answered with instead of a WebSocket.</summary>
    public ConcurrentQueue<(int Status, string? RetryAfter)> Refusals { get; } = [];

    public static async Task<ScriptedStreams> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var streams = new ScriptedStreams(builder.Build());
        streams._application.UseWebSockets();
        streams._application.Map("/api/v1/events", streams.AcceptAsync);
        await streams._application.StartAsync();
        return streams;
    }

    /// <returns>The next connection, with its connect frame read.</returns>
    public ValueTask<ScriptedStream> NextAsync()
    {
        return _streams.Reader.ReadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var stream in _all)
        {
            stream.BreakOff();
        }

        await _application.DisposeAsync();
    }

    private async Task AcceptAsync(HttpContext context)
    {
        if (Refusals.TryDequeue(out var refusal))
        {
            context.Response.StatusCode = refusal.Status;
            context.Response.Headers.RetryAfter = refusal.RetryAfter;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var stream = new ScriptedStream(socket);
        stream.Connect = (await stream.ReceiveAsync())!.Value;
        _all.Add(stream);
        await _streams.Writer.WriteAsync(stream);
        await stream.Ended;
    }
}

internal sealed class ScriptedStream(WebSocket socket)
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public JsonElement Connect { get; set; }

    public Task Ended => _ended.Task;

    /// <summary>What the client said when it closed.</summary>
    public int? CloseCode => (int?)socket.CloseStatus;

    public Task ReadyAsync(Guid channelId, long head)
    {
        return SayAsync($$$"""{"type":"ready","connectionId":"{{{channelId}}}","accountId":"{{{channelId}}}","epoch":"e1","heads":{"{{{channelId}}}": {{{head}}} }}""");
    }

    public Task PostAsync(Guid channelId, long seq, Guid stampId)
    {
        return SayAsync($$$"""{"type":"message.posted","channelId":"{{{channelId}}}","seq":{{{seq}}},"data":{"text":"{{{stampId}}} t"}}""");
    }

    public Task SayAsync(string frame)
    {
        return socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
    }

    /// <returns>The next frame; null: the client closed.</returns>
    public async Task<JsonElement?> ReceiveAsync()
    {
        var buffer = new byte[64 * 1024];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
        return received.MessageType == WebSocketMessageType.Close ? null : JsonDocument.Parse(buffer.AsMemory(0, received.Count)).RootElement;
    }

    /// <summary>Answers the client's close frame, or closes by itself and waits for the client's.</summary>
    public async Task CloseAsync(int code = 1000)
    {
        await socket.CloseOutputAsync((WebSocketCloseStatus)code, statusDescription: null, CancellationToken.None);
        while (socket.State == WebSocketState.CloseSent && await ReceiveAsync() is not null)
        {
        }

        _ended.TrySetResult();
    }

    public void BreakOff()
    {
        socket.Abort();
        _ended.TrySetResult();
    }
}
