using Parley.Client;
using Parley.Contracts;
using Parley.Testing;
using Parley.Testing.Otlp;

namespace Parley.Server.Tests.Management;

/// <summary>Two nodes as programs of their own, an api and a gateway, and a collector that both send to.</summary>
public sealed class TraceTests : IAsyncLifetime
{
    private const string Name = "canary-name";
    private const string Password = "canary password 4711";

    private readonly TestDatabase _database = TestDatabase.Create(DatabaseKind.Postgres);
    private OtlpReceiver _collector = null!;
    private ServerProcess _api = null!;
    private ServerProcess _gateway = null!;
    private Person _ana = null!;
    private Guid _general;

    public async ValueTask InitializeAsync()
    {
        _collector = await OtlpReceiver.StartAsync();
        _api = await StartAsync("api,worker", "api-node");
        _gateway = await StartAsync("gateway", "gateway-node");
        using var client = new ParleyClient(new ParleyClientOptions { Server = _api.Address });
        var signedIn = await client.SignUpAsync(new SignUpRequest { Username = Name, Password = Password, WorkspaceName = "Northwind" }, default);
        _ana = new Person(signedIn.Account, signedIn.Token, _api.Address);
        _general = (await _ana.Client.ReadSyncAsync(default)).Channels[0].Channel.Id;
    }

    [Fact]
    public async Task One_trace_leads_from_the_post_through_its_commit_and_its_hint_to_the_frame_on_another_node()
    {
        using var anaThere = new Person(_ana.Account, _ana.Token, _gateway.Address);
        await using var stream = await FollowAsync(anaThere);
        var message = await _ana.PostAsync(_general, "hello");
        await stream.WaitForAsync(_general, ChannelEventTypes.MessagePosted, 2);

        await _collector.WaitAsync(() => Find("deliver event", message.Seq) is not null, "The span of the delivery");
        var delivered = Find("deliver event", message.Seq)!;
        await _collector.WaitAsync(() => OfTrace(delivered.TraceId).Any(span => span.SpanId == delivered.ParentId) && OfTrace(delivered.TraceId).Any(span => span.Name == "send hints"), "The rest of its trace");
        var trace = OfTrace(delivered.TraceId);

        var post = Assert.Single(trace, span => span.SpanId == delivered.ParentId);
        Assert.Equal(("api-node", "POST /api/v1/channels/{channelId:guid}/messages/", ""), (post.Service, post.Name, post.ParentId));
        var commit = Assert.Single(trace, span => span.Name == "commit posts");
        Assert.Equal(("api-node", post.SpanId, "1"), (commit.Service, commit.ParentId, commit.Attributes["parley.posts"]));
        Assert.Contains(trace, span => span.ParentId == commit.SpanId && span.Attributes.GetValueOrDefault("db.system.name") == "postgresql");
        Assert.Equal("api-node", Assert.Single(trace, span => span.Name == "send hints").Service);
        Assert.Equal(("gateway-node", _general.ToString(), "1"), (delivered.Service, delivered.Attributes["parley.channel.id"], delivered.Attributes["parley.connections"]));
    }

    [Fact]
    public async Task A_commit_of_many_posts_is_linked_to_each_of_them()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => _ana.PostAsync(_general, $"{number}")));

        await _collector.WaitAsync(() => _collector.Spans.Count(span => span.Name.StartsWith("POST /api/v1/channels/", StringComparison.Ordinal)) >= 100, "All posts");
        await _collector.WaitAsync(() => _collector.Spans.Where(span => span.Name == "commit posts").Sum(span => span.Links.Count) >= 100, "All commits");
        var posts = _collector.Spans.Where(span => span.Name.StartsWith("POST /api/v1/channels/", StringComparison.Ordinal)).Select(span => (span.TraceId, span.SpanId));
        var commits = _collector.Spans.Where(span => span.Name == "commit posts").ToList();
        Assert.Equal(posts.Order(), commits.SelectMany(commit => commit.Links).Order());
        Assert.Contains(commits, commit => commit.Links.Count > 1);
        Assert.All(commits, commit => Assert.Equal($"{commit.Links.Count}", commit.Attributes["parley.posts"]));
    }

    [Fact]
    public async Task What_people_write_their_names_and_their_secrets_are_in_nothing_that_is_sent()
    {
        using var anaThere = new Person(_ana.Account, _ana.Token, _gateway.Address);
        await using var stream = await FollowAsync(anaThere);
        var workspace = (await _ana.Client.ReadMeAsync(default)).Workspaces[0].Id;
        var invite = await _ana.Client.CreateInviteAsync(workspace, new CreateInviteRequest(), default);
        await _ana.Http.CallAsync("GET", $"/api/v1/invites/{invite.Code}");
        await _ana.Http.CallAsync("POST", $"/api/v1/invites/{invite.Code}/accept");
        await _ana.Http.SendAsync("POST", $"/api/v1/channels/{_general}/files?name=canary-file.txt&alt=canary-alt", "canary-content"u8.ToArray(), "text/plain");
        await _ana.Http.CallAsync("GET", $"/api/v1/workspaces/{workspace}/search?q=canary-search");
        await _ana.Http.CallAsync("GET", "/api/v1/canary-path/canary-path?canary-query=canary-query");
        await _ana.Http.CallAsync("POST", "/api/v1/sign-ins", new { username = Name, password = "canary wrong" });
        var message = await _ana.PostAsync(_general, "canary-text https://canary-link.example");
        await stream.WaitForAsync(_general, ChannelEventTypes.MessagePosted, 2);
        await _collector.WaitAsync(() => Find("deliver event", message.Seq) is not null, "The span of the delivery");
        await _collector.WaitAsync(() => _collector.Metrics.Contains("parley.accounts.sign_ins") && _collector.Metrics.Contains("parley.realtime.connections"), "The metrics of both nodes");

        Assert.True(_collector.Has("gateway-node"));
        Assert.False(_collector.Has("canary"));
        Assert.False(_collector.Has(invite.Code));
        Assert.False(_collector.Has(_ana.Token));
        Assert.False(_collector.Has(_ana.Token[^20..]));
        Assert.DoesNotContain(_collector.Spans, span => span.Attributes.ContainsKey("url.query") || span.Attributes.ContainsKey("url.path"));

        // Nor what a node asks by itself.
        Assert.DoesNotContain(_collector.Spans, span => span.ParentId.Length == 0 && span.Attributes.ContainsKey("db.system.name"));
        Assert.DoesNotContain(_collector.Spans, span => span.Name.Contains("/events", StringComparison.Ordinal) || span.Name.Contains("/health", StringComparison.Ordinal));
    }

    public async ValueTask DisposeAsync()
    {
        _ana?.Dispose();
        await _gateway.DisposeAsync();
        await _api.DisposeAsync();
        await _collector.DisposeAsync();
        _database.Dispose();
    }

    /// <summary>An event has come: from now on they come by their hints.</summary>
    private async Task<Listener> FollowAsync(Person person)
    {
        var stream = await Listener.StartAsync(person);
        await _ana.PostAsync(_general, "first");
        await stream.WaitForAsync(_general, ChannelEventTypes.MessagePosted, 1);
        return stream;
    }

    private Task<ServerProcess> StartAsync(string roles, string name)
    {
        return ServerProcess.StartAsync(
            _database.Setting,
            settings: [("Parley:Roles", roles), ("Parley:Bus", "postgres"), ("Parley:Blobs", $"folder:{_database.BlobsFolder}"), ("OTEL_SERVICE_NAME", name), .. _collector.Settings]);
    }

    private ReceivedSpan? Find(string name, long seq)
    {
        return _collector.Spans.FirstOrDefault(span => span.Name == name && span.Attributes.GetValueOrDefault("parley.seq") == $"{seq}");
    }

    private List<ReceivedSpan> OfTrace(string traceId)
    {
        return [.. _collector.Spans.Where(span => span.TraceId == traceId)];
    }
}
