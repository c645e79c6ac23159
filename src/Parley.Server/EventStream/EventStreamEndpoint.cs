using Microsoft.AspNetCore.Http.Features;
using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Modules.Api;
using Parley.Realtime;

namespace Parley.Server.EventStream;

/// <summary>The WebSocket at <c>/api/v1/events</c>: the upgrade is here, everything after it is the engine's.</summary>
internal static class EventStreamEndpoint
{
    private static readonly Problem UpgradeNeeded = Problem.Create(
        StatusCodes.Status426UpgradeRequired, ErrorCodes.UpgradeNeeded, "This is a WebSocket", "Connect with a WebSocket (RFC 6455, version 13): see docs/protocol.md.");

    private static readonly Problem ForeignOrigin = Problem.Create(
        StatusCodes.Status403Forbidden, ErrorCodes.AntiForgery, "Refused", "A browser connects from this site's own pages. Behind a proxy, set Parley:PublicUrl.");

    public static void MapEventStream(this WebApplication app)
    {
        // The connection signs in by its first frame or by the cookie, in the engine.
        app.MapGet("/api/v1/events", RunAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> RunAsync(HttpContext context, EventStreamHub hub, PublicUrl publicUrl, IHostApplicationLifetime lifetime)
    {
        var cookieToken = SignInCookie.Read(context.Request);
        if (!MayConnect(context, cookieToken, publicUrl))
        {
            return ForeignOrigin;
        }

        if (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return Problem.Unavailable(TimeSpan.FromSeconds(1));
        }

        if (context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade || WebSocketHandshake.TryAnswer(context.Request) is not { } accept)
        {
            context.Response.Headers.Upgrade = "websocket";
            return UpgradeNeeded;
        }

        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.Connection = "Upgrade";
        context.Response.Headers.SecWebSocketAccept = accept;
        context.Response.Headers.CacheControl = default;
        await using var stream = await upgrade.UpgradeAsync();
        await hub.RunAsync(stream, cookieToken, context.RequestAborted);

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
}
