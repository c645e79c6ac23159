using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Modules.Api;
using Parley.Realtime.Ports;
using Parley.Server.Configuration;
using Parley.Server.Web;

namespace Parley.Server.Health;

/// <summary>
/// Does once, before the node says that it is ready, what its first callers would otherwise wait for: code that is compiled, connections that are
/// opened, statements that are prepared, each of its roles. It calls as an account that does not exist, in a channel that does not exist, so nothing is stored.
/// A failure is logged and does not keep the node from serving.
/// </summary>
internal sealed partial class WarmUp(IServiceProvider services, IOptions<JsonOptions> json, TimeProvider time, ILogger<WarmUp> logger) : IHealthCheck
{
    /// <summary>A database that answers more slowly than this has to answer its first callers slowly, too.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private volatile bool _isOver;

    /// <param name="endpoints">What the program answers to.</param>
    /// <param name="cancellationToken">Cancelled: the node does not start after all.</param>
    public async Task RunAsync(IEnumerable<EndpointDataSource> endpoints, CancellationToken cancellationToken)
    {
        try
        {
            await WarmAsync([.. endpoints.SelectMany(source => source.Endpoints)], cancellationToken).WaitAsync(Patience, time, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever it was: requests will tell, each for itself.
            LogFailed(exception);
        }
        finally
        {
            _isOver = true;
        }
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        return Task.FromResult(_isOver ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The node warms up."));
    }

    private async Task WarmAsync(List<Endpoint> endpoints, CancellationToken cancellationToken)
    {
        var roles = services.GetRequiredService<RolesSetting>();
        if (roles.Needs(NodeRoles.Api))
        {
            await WarmApiAsync(endpoints, cancellationToken);
        }

        if (roles.Needs(NodeRoles.Gateway))
        {
            await WarmGatewayAsync(cancellationToken);
        }

        if (roles.Needs(NodeRoles.Web))
        {
            services.GetRequiredService<IndexPage>().Prepare();
        }
    }

    private async Task WarmApiAsync(List<Endpoint> endpoints, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (channelId, messageId) = (Guid.CreateVersion7(now), Guid.CreateVersion7(now));
        var nobody = new Caller(Guid.CreateVersion7(now), Guid.CreateVersion7(now), isServerAdmin: false);
        var body = JsonSerializer.SerializeToUtf8Bytes(new PostMessageRequest { Text = "ahoy", ClientMessageId = messageId }, ParleyJson.Context.PostMessageRequest);
        await CallAsync(Named(endpoints, "postMessage"), nobody, channelId, body, cancellationToken);
        await CallAsync(Named(endpoints, "listMessages"), nobody, channelId, [], cancellationToken);
        await CallAsync(Named(endpoints, "sync"), nobody, channelId, [], cancellationToken);
        await services.GetRequiredService<SignInTokens>().FindOwnerAsync("nobody's", cancellationToken);
        var message = new MessageDto { ChannelId = channelId, Seq = 1, AuthorId = nobody.AccountId, Text = "ahoy", PostedAt = now, ClientMessageId = messageId };
        JsonSerializer.SerializeToUtf8Bytes(
            new MessagePage { Messages = [message], HasOlder = false, HasNewer = false, Head = 1, Epoch = "" }, json.Value.SerializerOptions.GetTypeInfo(typeof(MessagePage)));
    }

    private async Task WarmGatewayAsync(CancellationToken cancellationToken)
    {
        var nobody = Guid.CreateVersion7(time.GetUtcNow());
        var gate = services.GetRequiredService<IConnectionGate>();
        await gate.AuthenticateAsync("nobody's", cancellationToken);
        await gate.ReadFollowedAsync(new ConnectionIdentity(nobody, nobody), cancellationToken);
        await services.GetRequiredService<IEventReader>().ReadAsync([new EventRange(nobody, 0, 1)], cancellationToken);
    }

    private static Endpoint Named(List<Endpoint> endpoints, string name)
    {
        return endpoints.Find(one => one.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName == name)
            ?? throw new InvalidOperationException($"No endpoint is named {name}.");
    }

    /// <summary>Past the network and the sign-in, which have no one to let in.</summary>
    private async Task CallAsync(Endpoint endpoint, Caller caller, Guid channelId, byte[] body, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, User = caller, RequestAborted = cancellationToken };
        context.SetEndpoint(endpoint);
        context.Request.RouteValues["channelId"] = channelId.ToString();
        context.Request.ContentType = "application/json";
        context.Request.ContentLength = body.Length;
        context.Request.Body = new MemoryStream(body);
        context.Response.Body = new MemoryStream();
        await endpoint.RequestDelegate!(context);
    }

    [LoggerMessage(EventName = "node.warm-up-failed", Level = LogLevel.Warning, Message = "Warming up failed: the first requests may be slow.")]
    private partial void LogFailed(Exception exception);
}
