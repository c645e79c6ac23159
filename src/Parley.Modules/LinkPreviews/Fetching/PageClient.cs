using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Options;
using Parley.Modules.Api;

namespace Parley.Modules.LinkPreviews.Fetching;

/// <summary>
/// Asks other sites for pages, for whoever can write a message: it goes only where anyone may go (<see cref="GuardedConnections"/>), brings nothing along (no cookies, credentials,
/// proxy or trace), and takes a bounded time and a bounded number of bytes, counted after they are decompressed.
/// </summary>
internal sealed class PageClient : IDisposable
{
    private const int MostRedirects = 3;
    private const int HeaderKilobytes = 32;
    private const string Robot = "parleybot";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpMessageInvoker _http;
    private readonly HostRate _rate;
    private readonly IReadOnlyList<int> _ports;
    private readonly Uri? _ownOrigin;
    private readonly TimeProvider _time;

    public PageClient(GuardedConnections connections, IOptions<LinkPreviewsOptions> options, IOptions<PublicUrlOptions> publicUrl, TimeProvider time)
    {
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            Credentials = null,
            PreAuthenticate = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.All,
            MaxResponseHeadersLength = HeaderKilobytes,
            MaxResponseDrainSize = 0,
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(1),
            ConnectCallback = (context, cancellationToken) => connections.ConnectAsync(context.DnsEndPoint, cancellationToken),
        });
        _rate = new HostRate(options.Value.PerHostPerMinute, time);
        _ports = options.Value.ReadPorts();
        _ownOrigin = publicUrl.Value.PublicUrl is { } own ? new Uri(own) : null;
        _time = time;
    }

    /// <param name="url">Where to begin.</param>
    /// <param name="accept">The kinds that are taken.</param>
    /// <param name="cancellationToken">To give up.</param>
    /// <returns>null: it may not be asked, does not answer in time, or has nothing of the kind.</returns>
    public async Task<FetchedPage?> FetchAsync(Uri url, AcceptedKind[] accept, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            for (var redirects = 0; redirects <= MostRedirects && MayAsk(url); redirects++)
            {
                using var request = Ask(url, accept);
                using var answer = await _http.SendAsync(request, either.Token);
                if (IsRedirect(answer) && answer.Headers.Location is { } location)
                {
                    url = new Uri(url, location);
                    continue;
                }

                var type = answer.Content.Headers.ContentType;
                return answer.StatusCode == HttpStatusCode.OK && !OptsOut(answer) && Array.Find(accept, kind => kind.Takes(type?.MediaType)) is { } taken
                    ? new FetchedPage(url, type!.MediaType!, type.CharSet, await ReadAsync(answer, taken.MostBytes, either.Token))
                    : null;
            }

            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && exception is HttpRequestException or IOException or SocketException or AuthenticationException or OperationCanceledException or InvalidDataException or RefusedAddressException or UriFormatException or InvalidOperationException or NotSupportedException)
        {
            // Whatever a site does wrong, its link has no preview.
            return null;
        }
    }

    public void Dispose()
    {
        _http.Dispose();
    }

    private bool MayAsk(Uri url)
    {
        return url is { IsAbsoluteUri: true, Scheme: "http" or "https", UserInfo: "" }
            && _ports.Contains(url.Port)
            && !(_ownOrigin is not null && url.Port == _ownOrigin.Port && url.IdnHost.Equals(_ownOrigin.IdnHost, StringComparison.OrdinalIgnoreCase))
            && _rate.TryTake(url.IdnHost);
    }

    private static HttpRequestMessage Ask(Uri url, AcceptedKind[] accept)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 (compatible; ParleyBot/1.0; link previews)");
        request.Headers.TryAddWithoutValidation("Accept", string.Join(", ", accept.Select(kind => kind.Pattern)));
        return request;
    }

    private static bool IsRedirect(HttpResponseMessage answer)
    {
        return answer.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
    }

    /// <summary>A site that wants no snippets of it shown (Google's robots meta tag specification): for all robots, or for this one.</summary>
    private static bool OptsOut(HttpResponseMessage answer)
    {
        return answer.Headers.TryGetValues("X-Robots-Tag", out var tags) && tags.Any(tag =>
            tag.Split(':', 2) is [var robot, var rules] ? robot.Trim().Equals(Robot, StringComparison.OrdinalIgnoreCase) && RobotRules.ForbidPreview(rules) : RobotRules.ForbidPreview(tag));
    }

    private static async Task<byte[]> ReadAsync(HttpResponseMessage answer, int mostBytes, CancellationToken cancellationToken)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[mostBytes];
        var read = await body.ReadAtLeastAsync(buffer, mostBytes, throwOnEndOfStream: false, cancellationToken);
        return buffer[..read];
    }
}

/// <param name="Url">Where it was in the end.</param>
/// <param name="MediaType">As the site says.</param>
/// <param name="Charset">As the site says; null: it does not.</param>
/// <param name="Body">Its beginning, or all of it.</param>
internal sealed record FetchedPage(Uri Url, string MediaType, string? Charset, byte[] Body);

/// <param name="Pattern">Such as <c>text/html</c> or <c>image/*</c>.</param>
/// <param name="MostBytes">What is read of it at most; the rest is left.</param>
internal sealed record AcceptedKind(string Pattern, int MostBytes)
{
    public bool Takes(string? mediaType)
    {
        return mediaType is not null
            && (Pattern.EndsWith('*') ? mediaType.StartsWith(Pattern[..^1], StringComparison.OrdinalIgnoreCase) : mediaType.Equals(Pattern, StringComparison.OrdinalIgnoreCase));
    }
}
