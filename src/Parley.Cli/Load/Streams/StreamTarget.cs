using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Parley.Cli.Load.Streams;

/// <summary>The one place that connections go to: the server's event stream, its name looked up once.</summary>
internal sealed class StreamTarget
{
    private static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(5);

    private readonly Uri _server;
    private readonly IPAddress[] _addresses;
    private readonly X509Certificate2? _authority;

    private StreamTarget(Uri server, IPAddress[] addresses, X509Certificate2? authority)
    {
        _server = server;
        _addresses = addresses;
        _authority = authority;
    }

    /// <param name="server">The server's address, with a slash at its end.</param>
    /// <param name="authority">Who may have signed the server's certificate; null: whom the machine trusts.</param>
    /// <exception cref="SocketException">The name is not known.</exception>
    public static async Task<StreamTarget> ResolveAsync(Uri server, X509Certificate2? authority, CancellationToken cancellationToken)
    {
        return new StreamTarget(server, await Dns.GetHostAddressesAsync(server.DnsSafeHost, cancellationToken), authority);
    }

    /// <summary>Whom to trust, for REST and the event stream alike.</summary>
    public static X509ChainPolicy? PolicyOf(X509Certificate2? authority)
    {
        return authority is null
            ? null
            : new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { authority }, RevocationMode = X509RevocationMode.NoCheck };
    }

    /// <summary>A TCP or TLS connection that has become a WebSocket.</summary>
    /// <param name="number">Connections take turns over the addresses of the name.</param>
    /// <exception cref="HandshakeException">The server answers, and not with a WebSocket.</exception>
    /// <exception cref="IOException">The connection breaks.</exception>
    /// <exception cref="SocketException">There is no connection.</exception>
    public async Task<(Stream Stream, byte[] First)> OpenAsync(int number, CancellationToken cancellationToken)
    {
        var address = _addresses[number % _addresses.Length];
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = true,
            SendTimeout = (int)SendPatience.TotalMilliseconds,
        };
        Stream? stream = null;
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, _server.Port), cancellationToken);
            stream = new NetworkStream(socket, ownsSocket: true);
            if (_server.Scheme == Uri.UriSchemeHttps)
            {
                stream = await EncryptAsync(stream, cancellationToken);
            }

            return (stream, await ClientHandshake.RunAsync(stream, _server, cancellationToken));
        }
        catch
        {
            stream?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    private async Task<SslStream> EncryptAsync(Stream plain, CancellationToken cancellationToken)
    {
        var encrypted = new SslStream(plain, leaveInnerStreamOpen: false);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = _server.DnsSafeHost,
            ApplicationProtocols = [SslApplicationProtocol.Http11],
            CertificateChainPolicy = PolicyOf(_authority),
        };
        await encrypted.AuthenticateAsClientAsync(options, cancellationToken);
        return encrypted;
    }
}
