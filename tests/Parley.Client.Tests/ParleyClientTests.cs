using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Parley.Contracts;

namespace Parley.Client.Tests;

public sealed class ParleyClientTests
{
    private static readonly Guid MessageId = new("01900000-0000-7000-8000-00000000ffff");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_post_is_repeated_with_the_same_id_until_it_is_acknowledged()
    {
        await using var server = await ScriptedServer.StartAsync();
        List<string> bodies = [];
        server.Answer = async context =>
        {
            bodies.Add(await new StreamReader(context.Request.Body).ReadToEndAsync(Cancelled));
            switch (bodies.Count)
            {
                case 1:
                    context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                    break;
                case 2:
                    context.Abort();
                    break;
                case 3:
                    context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                    break;
                default:
                    context.Response.StatusCode = StatusCodes.Status201Created;
                    await context.Response.WriteAsync(Message(seq: 7), Cancelled);
                    break;
            }
        };
        using var client = server.Client();

        var message = await client.PostMessageAsync(World.Kitchen, "grüß dich", MessageId, Cancelled);

        Assert.Equal(7, message.Seq);
        Assert.Equal(4, bodies.Count);
        Assert.All(bodies, body => Assert.Equal(MessageId, JsonDocument.Parse(body).RootElement.GetProperty("clientMessageId").GetGuid()));
    }

    [Fact]
    public async Task The_server_says_when_to_come_back_and_the_client_waits_for_it()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = context =>
        {
            context.Response.StatusCode = server.Calls.Count == 1 ? StatusCodes.Status429TooManyRequests : StatusCodes.Status201Created;
            context.Response.Headers.RetryAfter = "7";
            return context.Response.WriteAsync(Message(seq: 1), Cancelled);
        };
        var time = new SignallingTime();
        using var client = server.Client(time, new Random(1));

        var posting = client.PostMessageAsync(World.Kitchen, "hello", MessageId, Cancelled);
        var pause = await time.NextWaitAsync(TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7.4));
        Assert.Single(server.Calls);
        time.Advance(pause);

        Assert.Equal(1, (await posting).Seq);
        Assert.Equal(2, server.Calls.Count);
    }

    [Fact]
    public async Task After_the_last_attempt_the_post_fails_as_one_that_may_be_repeated()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = context => Problem(context, 503, ErrorCodes.Unavailable, "The database does not answer.");
        using var client = server.Client(attempts: 3);

        var failure = await Assert.ThrowsAsync<ParleyException>(() => client.PostMessageAsync(World.Kitchen, "hello", MessageId, Cancelled));

        Assert.True(failure.IsTransient);
        Assert.Equal(ErrorCodes.Unavailable, failure.Code);
        Assert.Equal(3, server.Calls.Count);
    }

    [Fact]
    public async Task A_refused_post_is_not_repeated()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = context => Problem(context, 403, ErrorCodes.NotAMember, "Join the channel first.");
        using var client = server.Client();

        var failure = await Assert.ThrowsAsync<ParleyException>(() => client.PostMessageAsync(World.Kitchen, "hello", MessageId, Cancelled));

        Assert.Equal((403, ErrorCodes.NotAMember, "Join the channel first.", false), (failure.Status, failure.Code, failure.Detail, failure.IsTransient));
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task What_is_not_idempotent_is_sent_once()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = context => Problem(context, 503, ErrorCodes.Unavailable, "Later.");
        using var client = server.Client();

        var failure = await Assert.ThrowsAsync<ParleyException>(
            () => client.CreateChannelAsync(World.Garden, new CreateChannelRequest { Name = "kitchen" }, Cancelled));

        Assert.True(failure.IsTransient);
        Assert.Single(server.Calls);
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_an_error_without_a_code()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = context =>
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<h1>Bad gateway</h1>", Cancelled);
        };
        using var client = server.Client(attempts: 1);

        var failure = await Assert.ThrowsAsync<ParleyException>(() => client.ReadMeAsync(Cancelled));

        Assert.Equal((502, null, true), (failure.Status, failure.Code, failure.IsTransient));
    }

    [Fact]
    public async Task An_answer_of_another_shape_names_the_server()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.Answer = context => context.Response.WriteAsync("<h1>Welcome to nginx</h1>", Cancelled);
        using var client = server.Client();

        var failure = await Assert.ThrowsAsync<ParleyException>(() => client.ReadServerAsync(Cancelled));

        Assert.Contains(client.Server.ToString(), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_no_answer()
    {
        var server = await ScriptedServer.StartAsync();
        var address = server.Address;
        await server.DisposeAsync();
        using var client = new ParleyClient(new ParleyClientOptions { Server = address, Attempts = 2, Random = new NoJitter() });

        var failure = await Assert.ThrowsAsync<ParleyException>(() => client.ReadServerAsync(Cancelled));

        Assert.Null(failure.Status);
        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task The_token_goes_with_every_call_and_another_account_shares_the_connections()
    {
        await using var server = await ScriptedServer.StartAsync();
        List<string> tokens = [];
        server.Answer = context =>
        {
            tokens.Add(context.Request.Headers.Authorization.ToString());
            return context.Response.WriteAsync("""{"workspaces":[]}""", Cancelled);
        };
        using var client = server.Client();

        await client.ReadWorkspacesAsync(Cancelled);
        await client.WithToken("other").ReadWorkspacesAsync(Cancelled);
        await client.WithToken(null).ReadWorkspacesAsync(Cancelled);

        Assert.Equal(["Bearer secret", "Bearer other", ""], tokens);
    }

    [Fact]
    public void Full_jitter_stays_between_nothing_and_the_growing_ceiling()
    {
        var backoff = new Backoff(new Random(7), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

        Assert.All(Enumerable.Range(0, 200), attempt =>
        {
            var pause = backoff.Pause(attempt);
            Assert.InRange(pause, TimeSpan.Zero, TimeSpan.FromSeconds(Math.Min(30, Math.Pow(2, attempt))));
            Assert.InRange(backoff.Pause(attempt, retryAfter: TimeSpan.FromMinutes(1)), TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(90));
        });
    }

    private static string Message(long seq)
    {
        return $$"""
            {"channelId":"{{World.Kitchen}}","seq":{{seq}},"authorId":"{{World.Ana}}","text":"hello","postedAt":"2026-11-22T17:00:00.000Z","clientMessageId":"{{MessageId}}","editedAt":null,"deletedAt":null}
            """;
    }

    [Fact]
    public async Task A_bare_socket_exception_of_a_connection_that_is_reset_as_it_comes_about_is_no_answer()
    {
        using var http = new HttpClient(new ResettingHandler());
        using var client = new ParleyClient(new ParleyClientOptions { Server = new Uri("http://localhost:9"), Http = http, Attempts = 1 });

        var failure = await Assert.ThrowsAsync<ParleyException>(() => client.PostMessageAsync(World.Kitchen, "hello", MessageId, Cancelled));

        Assert.True(failure is { IsTransient: true, Status: null });
    }

    private static Task Problem(HttpContext context, int status, string code, string detail)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/problem+json";
        return context.Response.Body.WriteAsync(
            Encoding.UTF8.GetBytes($$"""{"type":"https://parley.chat/problems/{{code}}","title":"No","status":{{status}},"detail":"{{detail}}","code":"{{code}}"}"""),
            Cancelled).AsTask();
    }

    private sealed class ResettingHandler : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            throw new SocketException((int)SocketError.NotConnected);
        }
    }
}
