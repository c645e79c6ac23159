using System.Net;
using System.Net.Sockets;

namespace Parley.Testing;

public static class FreePort
{
    /// <summary>A port of the loopback address that nobody listens on, for a program that cannot choose one itself.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
