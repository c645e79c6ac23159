using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Parley.Realtime;

namespace Parley.Server.EventStream;

/// <summary>
/// Takes connections whose first request is for the event stream off the web server's hands before HTTP has them, which halves what an idle one holds
/// (docs/decisions/0008-direct-writes.md). The request goes through the same pipeline as any other, to the same endpoint; whatever that does not
/// accept as it is, HTTP answers from the start, as if nobody had looked.
/// </summary>
internal sealed partial class EventStreamConnections(
    EventStreamHub hub,
    IServiceScopeFactory scopes,
    IOptions<RealtimeOptions> options,
    TimeProvider time,
    ILogger<EventStreamConnections> logger)
{
    // How long a connection may be silent before HTTP has it, with its own patience: a browser opens some ahead of need.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private RequestDelegate? _pipeline;

    /// <summary>What requests go through, from here on.</summary>
    public RequestDelegate Capture(RequestDelegate next)
    {
        _pipeline = next;
        return next;
    }

    /// <summary>One connection, from its first byte to its end.</summary>
    /// <param name="connection">The transport's connection, without TLS when there is a socket.</param>
    /// <param name="http">The web server's own handling.</param>
    public Task RunAsync(ConnectionContext connection, ConnectionDelegate http)
    {
        var socket = EventStreamEndpoint.SocketOf(connection.Features);
        return socket is null || options.Value.Writer != FrameWriterKind.Direct ? http(connection) : RunAsync(connection, socket, http);
    }

    private async Task RunAsync(ConnectionContext connection, Socket socket, ConnectionDelegate http)
    {
        if (await TryUpgradeAsync(connection) is not { } upgrade)
        {
            await http(connection);
            return;
        }

        await hub.RunAsync(connection.Transport.Input, socket, upgrade.Response, upgrade.CookieToken);

        // The close frame is out; the transport would otherwise wait for a peer that no longer reads.
        connection.Abort();
    }

    /// <returns>null: HTTP shall have the connection, with every byte of it.</returns>
    private async Task<Upgrade?> TryUpgradeAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        if (await ReadAsync(input, connection.ConnectionClosed) is not { } read)
        {
            return null;
        }

        var upgrade = UpgradeHead.IsWhole(read.Buffer) ? await AskAsync(connection, read.Buffer) : null;
        input.AdvanceTo(upgrade is null ? read.Buffer.Start : read.Buffer.End);
        return upgrade;
    }

    private async Task<ReadResult?> ReadAsync(PipeReader input, CancellationToken closed)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        await using var registration = patience.Token.UnsafeRegister(static reader => ((PipeReader)reader!).CancelPendingRead(), input);
        var read = await input.ReadAsync(closed);
        if (read.IsCanceled)
        {
            input.AdvanceTo(read.Buffer.Start);
            return null;
        }

        return read;
    }

    private async Task<Upgrade?> AskAsync(ConnectionContext connection, ReadOnlySequence<byte> head)
    {
        await using var scope = scopes.CreateAsyncScope();
        var offer = new UpgradeOffer();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = connection.ConnectionClosed };
        context.Features.Set(offer);
        context.Request.Scheme = Uri.UriSchemeHttp;
        context.Connection.RemoteIpAddress = (connection.RemoteEndPoint as IPEndPoint)?.Address;
        context.Connection.LocalIpAddress = (connection.LocalEndPoint as IPEndPoint)?.Address;
        if (!UpgradeHead.TryRead(head, context.Request))
        {
            return null;
        }

        try
        {
            await _pipeline!(context);
        }
        catch (Exception exception)
        {
            // HTTP runs into it too, and answers.
            LogUpgradeFailed(exception);
            return null;
        }

        return offer.IsAccepted ? new Upgrade(ResponseOf(context.Response), offer.CookieToken) : null;
    }

    private static byte[] ResponseOf(HttpResponse response)
    {
        var head = new StringBuilder("HTTP/1.1 101 Switching Protocols\r\n");
        foreach (var (name, values) in response.Headers)
        {
            head.Append(name).Append(": ").Append(values.ToString()).Append("\r\n");
        }

        return Encoding.ASCII.GetBytes(head.Append("\r\n").ToString());
    }

    private sealed record Upgrade(byte[] Response, string? CookieToken);

    [LoggerMessage(EventName = "connection.upgrade-failed", Level = LogLevel.Debug, Message = "A request for the event stream failed before its upgrade; HTTP answers it.")]
    private partial void LogUpgradeFailed(Exception exception);
}
