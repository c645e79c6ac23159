using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Modules.Api;
using Parley.Realtime;

namespace Parley.Server.EventStream;

/// <summary>The WebSocket at <c>/api/v1/events</c>: the upgrade is here, everything after it is the engine's.</summary>
internal static class EventStreamEndpoint
{
    public const string Path = "/api/v1/events";

    private static readonly Problem UpgradeNeeded = Problem.Create(
        StatusCodes.Status426UpgradeRequired, ErrorCodes.UpgradeNeeded, "This is a WebSocket", "Connect with a WebSocket (RFC 6455, version 13): see docs/protocol.md.");

    private static readonly Problem ForeignOrigin = Problem.Create(
        StatusCodes.Status403Forbidden, ErrorCodes.AntiForgery, "Refused", "A browser connects from this site's own pages. Behind a proxy, set Parley:PublicUrl.");

    public static void MapEventStream(this WebApplication app)
    {
        // The connection signs in by its first frame or by the cookie, in the engine.
        app.MapGet(Path, RunAsync).AllowAnonymous().ExcludeFromDescription();
    }

    /// <summary>The first request of a connection may be the last, when it is for the event stream: see <see cref="EventStreamConnections"/>.</summary>
    public static void AddEventStreamConnections(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<EventStreamConnections>();

        // Before every other filter, so that nothing of the pipeline is left out.
        builder.Services.Insert(0, ServiceDescriptor.Transient<IStartupFilter, PipelineCapture>());
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(listen =>
        {
            var connections = kestrel.ApplicationServices.GetRequiredService<EventStreamConnections>();
            listen.Use(http => connection => connections.RunAsync(connection, http));
        }));
    }

    /// <summary>What carries the bytes of a connection as they are; null: there is no socket, or TLS lies between.</summary>
    public static Socket? SocketOf(IFeatureCollection features)
    {
        return features.Get<ITlsConnectionFeature>() is null ? features.Get<IConnectionSocketFeature>()?.Socket : null;
    }

    private static async Task<IResult> RunAsync(HttpContext context, EventStreamHub hub, PublicUrl publicUrl)
    {
        var cookieToken = SignInCookie.Read(context.Request);
        if (!MayConnect(context, cookieToken, publicUrl))
        {
            return ForeignOrigin;
        }

        // Not as soon as the node leaves: until load balancers have noticed, it serves on.
        if (hub.IsStopping)
        {
            return Problem.Unavailable(TimeSpan.FromSeconds(1));
        }

        var offer = context.Features.Get<UpgradeOffer>();
        var upgrade = context.Features.Get<IHttpUpgradeFeature>();
        if ((offer is null && upgrade is not { IsUpgradableRequest: true }) || WebSocketHandshake.TryAnswer(context.Request) is not { } accept)
        {
            context.Response.Headers.Upgrade = "websocket";
            return UpgradeNeeded;
        }

        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.SecWebSocketAccept = accept;
        context.Response.Headers.CacheControl = default;
        if (offer is not null)
        {
            offer.Accept(cookieToken);
            return Results.Empty;
        }

        await using var stream = await upgrade!.UpgradeAsync();
        await hub.RunAsync(stream, SocketOf(context.Features), cookieToken);

        // The close frame is out; the web server would otherwise wait for a peer that no longer reads.
        context.Abort();
        return Results.Empty;
    }

    /// <summary>
    /// A page of another site can open a WebSocket to us, and the browser would send our cookie along: only our own origin may use it.
    /// A program without a browser sends neither; it brings its token in the first frame.
    /// </summary>
    private static bool MayConnect(HttpContext context, string? cookieToken, PublicUrl publicUrl)
    {
        var origin = context.Request.Headers.Origin.ToString();
        return origin.Length > 0 ? publicUrl.IsOurOrigin(origin, context) : cookieToken is null;
    }

    private sealed class PipelineCapture(EventStreamConnections connections) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next)
        {
            return app =>
            {
                app.Use(connections.Capture);
                next(app);
            };
        }
    }
}
