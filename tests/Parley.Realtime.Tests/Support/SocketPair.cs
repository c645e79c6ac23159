using System.Net;
using System.Net.Sockets;

namespace Parley.Realtime.Tests.Support;

/// <summary>Two ends of a TCP connection over loopback.</summary>
internal static class SocketPair
{
    /// <param name="bufferBytes">What the kernel holds for each side, about; null: its default.</param>
    public static (Socket Server, Socket Client) Create(int? bufferBytes = null)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (bufferBytes is { } bytes)
        {
            listener.SendBufferSize = bytes;
            client.ReceiveBufferSize = bytes;
        }

        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        client.Connect(listener.LocalEndPoint!);
        var server = listener.Accept();
        server.NoDelay = true;
        return (server, client);
    }
}
