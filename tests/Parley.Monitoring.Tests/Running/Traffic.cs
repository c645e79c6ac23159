using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Monitoring.Tests.Running;

/// <summary>
/// People at work, so that every instrument has something to measure: they post, call everyone, listen, come back, search, share files, sign in and out, and mistype their passwords. What fails is tried again, as clients do.
/// </summary>
internal sealed class Traffic : IAsyncDisposable
{
    private static readonly TimeSpan BetweenPosts = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenErrands = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Person _person;
    private readonly Guid _workspace;
    private readonly Guid _channel;
    private readonly List<Task> _work = [];
    private int _errands;

    private Traffic(Person person, Guid workspace, Guid channel)
    {
        (_person, _workspace, _channel) = (person, workspace, channel);
    }

    public static async Task<Traffic> StartAsync(Uri server)
    {
        using var anonymous = new ParleyClient(new ParleyClientOptions { Server = server });
        var signedIn = await anonymous.SignUpAsync(new SignUpRequest { Username = "owner", Password = World.Password, WorkspaceName = "Northwind" }, default);
        var person = new Person(signedIn.Account, signedIn.Token, server);
        var workspace = (await person.Client.ReadMeAsync(default)).Workspaces[0].Id;
        var traffic = new Traffic(person, workspace, (await person.Client.ReadSyncAsync(default)).Channels[0].Channel.Id);
        traffic._work.AddRange([traffic.ListenAsync(), traffic.ListenAsync(), traffic.RepeatAsync(BetweenPosts, traffic.PostAsync), traffic.RepeatAsync(BetweenErrands, traffic.RunErrandsAsync)]);
        return traffic;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _person.Dispose();
        _stop.Dispose();
    }

    private async Task ListenAsync()
    {
        var stream = _person.Client.OpenEventStream(new EventStreamOptions { LongestPause = TimeSpan.FromSeconds(1) });
        await foreach (var _ in stream.ReadAsync(_stop.Token))
        {
            // Only its gateway counts it.
        }
    }

    private async Task RepeatAsync(TimeSpan every, Func<Task> work)
    {
        using var ticks = new PeriodicTimer(every, TimeProvider.System);
        while (await ticks.WaitForNextTickAsync(_stop.Token))
        {
            try
            {
                await work();
            }
            catch (Exception exception) when (exception is HttpRequestException or ParleyException or IOException or OperationCanceledException && !_stop.IsCancellationRequested)
            {
                // The cluster is broken on purpose, at times.
            }
        }
    }

    private async Task PostAsync()
    {
        await _person.Http.CallAsync("POST", $"/api/v1/channels/{_channel}/messages", new { text = "The harbour is quiet today.", clientMessageId = Person.NewClientMessageId() });
    }

    private async Task RunErrandsAsync()
    {
        await ComeBackAsync(_stop.Token);
        await _person.Http.CallAsync("GET", $"/api/v1/workspaces/{_workspace}/search?q=harbour");
        await _person.Http.CallAsync("GET", "/api/v1/sync");
        var file = await _person.Http.SendAsync("POST", $"/api/v1/channels/{_channel}/files?name=notes.txt", "Ahoy."u8.ToArray(), "text/plain");
        if (file.IsSuccess)
        {
            await _person.Http.CallAsync("GET", $"/api/v1/files/{file.Read(ParleyJson.Context.FileDto).Id}");
        }

        // Passwords are slow to check, on purpose.
        if (_errands++ % 3 != 0)
        {
            return;
        }

        await _person.Http.CallAsync("POST", $"/api/v1/channels/{_channel}/messages", new { text = "@channel: the ferry is in.", clientMessageId = Person.NewClientMessageId() });
        var signedIn = await _person.Http.CallAsync("POST", "/api/v1/sign-ins", new { username = "owner", password = World.Password });
        if (signedIn.IsSuccess)
        {
            using var device = new Person(_person.Account, signedIn.Read(ParleyJson.Context.SignedInDto).Token, _person.Http.BaseAddress!);
            await device.Client.SignOutAsync(_stop.Token);
        }

        await _person.Http.CallAsync("POST", "/api/v1/sign-ins", new { username = "nobody", password = "wrong" });
    }

    /// <summary>A client that knows where it was: at the second time it resumes.</summary>
    private async Task ComeBackAsync(CancellationToken cancellationToken)
    {
        string? epoch = null;
        IReadOnlyDictionary<Guid, long>? cursors = null;
        for (var time = 0; time < 2; time++)
        {
            var stream = _person.Client.OpenEventStream(new EventStreamOptions { Epoch = epoch, Cursors = cursors });
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(5));
            await foreach (var frame in stream.ReadAsync(patience.Token))
            {
                if (frame is StreamFrame.Connected)
                {
                    break;
                }
            }

            (epoch, cursors) = (stream.Epoch, stream.Cursors);
        }
    }
}
