using System.Collections.Immutable;
using System.Net.WebSockets;

namespace Parley.Bench.Baselines;

/// <summary>Sends each message to every member: one shared buffer, one <c>SendAsync</c> per member, all at once. The next message waits for the last one.</summary>
internal sealed class Room
{
    private ImmutableList<WebSocket> _members = [];

    public async Task JoinAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        await socket.SendAsync("{\"type\":\"ready\"}"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
        ImmutableInterlocked.Update(ref _members, (members, added) => members.Add(added), socket);
        try
        {
            // A zero-byte read holds no buffer while the member is silent.
            while ((await socket.ReceiveAsync(Memory<byte>.Empty, cancellationToken)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The member is gone.
        }
        finally
        {
            ImmutableInterlocked.Update(ref _members, (members, removed) => members.Remove(removed), socket);
        }
    }

    public async Task PublishFromAsync(WebSocket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken) is { MessageType: not WebSocketMessageType.Close } received)
            {
                var message = buffer.AsMemory(0, received.Count).ToArray();
                await Task.WhenAll(_members.Select(member => SendAsync(member, message)));
            }
        }
        catch (Exception exception) when (exception is WebSocketException or OperationCanceledException)
        {
            // The publisher is gone.
        }
    }

    private static async Task SendAsync(WebSocket member, byte[] message)
    {
        try
        {
            await member.SendAsync(message.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // Its own read ends it.
        }
    }
}
