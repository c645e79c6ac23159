using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Parley.Client.Tests;

/// <summary>Kestrel on a free port of the loopback, where a test says what each call answers and plays the server's side of each WebSocket.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Channel<Peer> _peers = Channel.CreateUnbounded<Peer>();
    private readonly TaskCompletionSource _stopped = new();

    private ScriptedServer(WebApplication application)
    {
        _application = application;
    }

    /// <summary>Answers every HTTP call; what it does not answer is 404.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context =>
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    };

    /// <summary>"GET /api/v1/me" and so on, in the order of arrival.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    public Uri Address => new(_application.Urls.First());

    public static async Task<ScriptedServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        var server = new ScriptedServer(application);
        application.UseWebSockets();
        application.Run(server.HandleAsync);
        await application.StartAsync();
        return server;
    }

    /// <summary>The next WebSocket that a client opens, once its connect frame is there.</summary>
    public Task<Peer> NextPeerAsync()
    {
        return NextPeerAsync(TestContext.Current.CancellationToken);
    }

    public async Task<Peer> NextPeerAsync(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            return await _peers.Reader.ReadAsync(patience.Token);
        }
        catch (OperationCanceledException late) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException("Waited 20 s for a client to connect.", late);
        }
    }

    public ParleyClient Client(TimeProvider? time = null, Random? random = null, int attempts = 4)
    {
        return new ParleyClient(new ParleyClientOptions
        {
            Server = Address,
            Token = "secret",
            Time = time ?? TimeProvider.System,
            Random = random ?? new NoJitter(),
            Attempts = attempts,
        });
    }

    public async ValueTask DisposeAsync()
    {
        _stopped.TrySetResult();
        await _application.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            Calls.Enqueue($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
            await Answer(context);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var peer = new Peer(context, socket);
        await peer.ReadAsync();
        await _peers.Writer.WriteAsync(peer);
        await Task.WhenAny(peer.Ended, _stopped.Task);
    }
}

/// <summary>Makes every backoff end at once.</summary>
internal sealed class NoJitter : Random
{
    public override double NextDouble()
    {
        return 0;
    }
}
