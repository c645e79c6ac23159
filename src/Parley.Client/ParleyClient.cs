using System.Net;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;

namespace Parley.Client;

/// <summary>
/// The public protocol of a Parley server: every call of <c>/api/v1</c> as a method, contract types in and out. What comes live is read from
/// <see cref="OpenEventStream"/>. Safe for use by many threads at once; one client serves a whole program.
/// <para>
/// A call that the server refuses throws <see cref="ParleyException"/>. Reads, and <see cref="PostMessageAsync"/> with its client message id,
/// are repeated by the client after no answer, 429 and 5xx, with backoff and full jitter and never before the server's <c>Retry-After</c>;
/// nothing else is ever sent twice.
/// </para>
/// <example>
/// <code>
/// using var parley = new ParleyClient(new ParleyClientOptions { Server = new Uri("http://localhost:5080"), Token = token });
/// await foreach (var frame in parley.OpenEventStream().ReadAsync(cancellationToken))
/// {
///     if (frame is StreamFrame.ChannelEvent { Event.Type: ChannelEventTypes.MessagePosted } posted)
///     {
///         await parley.PostMessageAsync(posted.Event.ChannelId, "pong", Guid.CreateVersion7(now), cancellationToken);
///     }
/// }
/// </code>
/// </example>
/// </summary>
public sealed partial class ParleyClient : IDisposable
{
    private static readonly string Version = typeof(ParleyClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private readonly ParleyClientOptions _options;
    private readonly Wire _wire;
    private readonly HttpClient? _ownedHttp;

    public ParleyClient(ParleyClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Attempts, 1);
        if (options.Server is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
        {
            throw new ArgumentException($"The server's address must be absolute, such as http://localhost:5080; \"{options.Server}\" is not.", nameof(options));
        }

        _options = options;
        Server = options.Server.AbsoluteUri.EndsWith('/') ? options.Server : new Uri(options.Server.AbsoluteUri + "/");
        _ownedHttp = options.Http is null ? NewHttp() : null;
        _wire = new Wire(options.Http ?? _ownedHttp!, Server, options.Time, options.Random, options.Attempts);
    }

    private ParleyClient(ParleyClient other, string? token)
    {
        _options = other._options with { Token = token };
        Server = other.Server;
        _wire = other._wire;
    }

    /// <summary>The server's address, with a slash at its end.</summary>
    public Uri Server { get; }

    /// <summary>The same server and connections with another account's token. It needs no disposing and ends with this one.</summary>
    public ParleyClient WithToken(string? token)
    {
        return new ParleyClient(this, token);
    }

    /// <summary>The account's event stream; nothing is connected before it is read.</summary>
    public ParleyEventStream OpenEventStream(EventStreamOptions? options = null)
    {
        return new ParleyEventStream(this, _options, options ?? new EventStreamOptions());
    }

    public void Dispose()
    {
        _ownedHttp?.Dispose();
    }

    private static HttpClient NewHttp()
    {
        var handler = new SocketsHttpHandler
        {
            AutomaticDecompression = DecompressionMethods.All,
            // A connection that lived forever would never notice that the server's name has moved.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // The token says who calls; a cookie of an earlier sign-in would only compete with it.
            UseCookies = false,
        };
        var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
        http.DefaultRequestHeaders.UserAgent.ParseAdd($"parley-dotnet/{Version}");
        return http;
    }

    private static string Page(string path, string? cursor, int? limit, string more = "")
    {
        var query = (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}") + (limit is null ? "" : $"&limit={limit}") + more;
        return query.Length == 0 ? path : $"{path}?{query[1..]}";
    }

    private Task<TAnswer> GetAsync<TAnswer>(string path, JsonTypeInfo<TAnswer> answer, CancellationToken cancellationToken)
    {
        return _wire.GetAsync(_options.Token, path, answer, cancellationToken);
    }

    private Task<TAnswer> SendAsync<TBody, TAnswer>(
        HttpMethod method, string path, TBody body, JsonTypeInfo<TBody> bodyType, JsonTypeInfo<TAnswer> answer, CancellationToken cancellationToken, bool repeat = false)
        where TBody : class
    {
        return _wire.SendAsync(_options.Token, method, path, body, bodyType, answer, repeat, cancellationToken);
    }

    private Task SendAsync(HttpMethod method, string path, CancellationToken cancellationToken)
    {
        return _wire.SendAsync<object>(_options.Token, method, path, body: null, bodyType: null, repeat: false, cancellationToken);
    }
}
