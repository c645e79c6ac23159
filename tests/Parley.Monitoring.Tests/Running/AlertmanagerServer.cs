using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Parley.Cli.Verify.Local;
using Parley.Monitoring.Tests.Alertmanager;
using Parley.Monitoring.Tests.Tools;

namespace Parley.Monitoring.Tests.Running;

/// <summary>What somebody is told.</summary>
internal sealed record Notification(string Receiver, string Alert, bool IsFiring);

/// <summary>An Alertmanager with the platform's routes and inhibitions, and the receivers that it tells.</summary>
internal sealed class AlertmanagerServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<Notification> _notifications = new();
    private readonly HttpClient _http = new();
    private readonly WebApplication _receivers;
    private readonly LocalSite _site;

    private AlertmanagerServer(LocalSite site)
    {
        _site = site;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _receivers = builder.Build();
        _receivers.MapPost("/{receiver}", ReceiveAsync);
    }

    public int Port { get; } = LocalSite.FreePort();

    /// <summary>In their order.</summary>
    public IReadOnlyList<Notification> Notifications => [.. _notifications];

    public static async Task<AlertmanagerServer> StartAsync(LocalSite site, CancellationToken cancellationToken)
    {
        var server = new AlertmanagerServer(site);
        await server._receivers.StartAsync(cancellationToken);
        await server.RunAsync(cancellationToken);
        return server;
    }

    /// <returns>Names of the alerts that are told now: those that others hold back are left out.</returns>
    public async Task<IReadOnlyList<string>> ToldAsync()
    {
        var alerts = JsonNode.Parse(await _http.GetStringAsync($"http://127.0.0.1:{Port}/api/v2/alerts?active=true&inhibited=false&silenced=false"))!.AsArray();
        return [.. alerts.Select(alert => alert!["labels"]!["alertname"]!.GetValue<string>()).Distinct().Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        await _receivers.DisposeAsync();
        _http.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_site.Folder, "alertmanager")).FullName;
        var config = AlertmanagerConfig.Write(AlertmanagerConfig.ReadFor(new Uri(_receivers.Urls.Single() + "/")), folder);
        string[] arguments = [$"--config.file={config}", $"--storage.path={folder}/data", $"--web.listen-address=127.0.0.1:{Port}", "--cluster.listen-address=", "--log.level=warn"];
        var service = new LocalService(_site, "alertmanager-server", new ServiceCommand { Program = MonitoringTools.Alertmanager, Arguments = arguments }, TimeProvider.System);
        service.Start();
        await service.BecomesReadyAsync(IsReadyAsync, Patience, startsAgain: false, cancellationToken);
    }

    private async Task<IResult> ReceiveAsync(string receiver, HttpRequest request)
    {
        var message = (await JsonNode.ParseAsync(request.Body))!;
        foreach (var alert in message["alerts"]!.AsArray())
        {
            _notifications.Enqueue(new Notification(receiver, alert!["labels"]!["alertname"]!.GetValue<string>(), alert["status"]!.GetValue<string>() == "firing"));
        }

        return Results.Ok();
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync($"http://127.0.0.1:{Port}/-/ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
