using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace Parley.Modules.LinkPreviews.Fetching;

/// <summary>Which addresses a name has.</summary>
internal interface INameResolver
{
    Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken);
}

/// <summary>Opens a connection to an address.</summary>
internal interface IConnector
{
    Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken);
}

/// <summary>
/// Connects only to addresses that may be asked. A name is resolved once for a connection and one of the addresses that it has at that moment is connected to, so that a name which
/// has another address a moment later (DNS rebinding) gains nothing.
/// </summary>
internal sealed class GuardedConnections(INameResolver names, IConnector connector, IOptions<LinkPreviewsOptions> options)
{
    private readonly IReadOnlyList<IPNetwork> _own = options.Value.ReadInternalNetworks() ?? [];

    /// <exception cref="RefusedAddressException">None of its addresses may be asked.</exception>
    public async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancellationToken)
    {
        var addresses = IPAddress.TryParse(host.Host, out var literal) ? [literal] : await names.ResolveAsync(host.Host, cancellationToken);
        if (addresses.FirstOrDefault(address => PublicAddress.IsAllowed(address, _own)) is not { } allowed)
        {
            throw new RefusedAddressException();
        }

        return await connector.ConnectAsync(new IPEndPoint(allowed, host.Port), cancellationToken);
    }
}

/// <summary>A host is on no network that may be asked.</summary>
internal sealed class RefusedAddressException() : Exception("The host has no address that may be asked.");

internal sealed class SystemNames : INameResolver
{
    public Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        return Dns.GetHostAddressesAsync(host, cancellationToken);
    }
}

internal sealed class SystemConnector : IConnector
{
    public async Task<Stream> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
