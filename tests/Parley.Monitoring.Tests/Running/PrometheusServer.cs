using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Parley.Cli.Verify.Local;
using Parley.Monitoring.Tests.RuleTests;
using Parley.Monitoring.Tests.Tools;

namespace Parley.Monitoring.Tests.Running;

/// <param name="Pod">The label <c>pod</c>.</param>
/// <param name="Role">The label <c>role</c>.</param>
/// <param name="Port">Where its metrics are.</param>
internal sealed record Target(string Pod, string Role, int Port);

/// <summary>A Prometheus that scrapes nodes each second, as the ServiceMonitor of the chart labels them, with the chart's rules, shortened.</summary>
internal sealed class PrometheusServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly int _port = LocalSite.FreePort();
    private readonly HttpClient _http = new();
    private readonly LocalService _service;

    public PrometheusServer(LocalSite site, IReadOnlyList<Target> targets, int alertmanagerPort)
    {
        var folder = Directory.CreateDirectory(Path.Combine(site.Folder, "prometheus")).FullName;
        foreach (var path in RuleFile.Paths)
        {
            File.WriteAllText(Path.Combine(folder, Path.GetFileName(path)), ShortenedRules.Shorten(File.ReadAllText(path)));
        }

        var config = new StringBuilder($$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
            rule_files: ['{{folder}}/*.yaml']
            alerting: { alertmanagers: [{ static_configs: [{ targets: ['127.0.0.1:{{alertmanagerPort}}'] }] }] }
            scrape_configs:
              - job_name: parley
                static_configs:

            """);
        foreach (var target in targets)
        {
            config.Append(CultureInfo.InvariantCulture, $"      - {{ targets: ['127.0.0.1:{target.Port}'], labels: {{ namespace: parley, pod: {target.Pod}, role: {target.Role} }} }}\n");
        }

        var file = Path.Combine(folder, "prometheus.yml");
        File.WriteAllText(file, config.ToString());
        string[] arguments = [$"--config.file={file}", $"--storage.tsdb.path={folder}/data", $"--web.listen-address=127.0.0.1:{_port}", "--rules.alert.resend-delay=1s", "--log.level=warn"];
        _service = new LocalService(site, "prometheus-server", new ServiceCommand { Program = MonitoringTools.Prometheus, Arguments = arguments }, TimeProvider.System);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _service.Start();
        return _service.BecomesReadyAsync(IsReadyAsync, Patience, startsAgain: false, cancellationToken);
    }

    /// <returns>The series that an expression has now.</returns>
    /// <exception cref="InvalidOperationException">Prometheus refuses it.</exception>
    public async Task<JsonArray> QueryAsync(string expression)
    {
        using var response = await _http.PostAsync($"http://127.0.0.1:{_port}/api/v1/query", new FormUrlEncodedContent([new("query", expression)]));
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        return answer["status"]!.GetValue<string>() == "success"
            ? answer["data"]!["result"]!.AsArray()
            : throw new InvalidOperationException($"{expression}: {answer["error"]}");
    }

    /// <returns>Names of the alerts that fire now.</returns>
    public async Task<IReadOnlyList<string>> FiringAsync()
    {
        var firing = await QueryAsync("count by (alertname) (ALERTS{alertstate=\"firing\"})");
        return [.. firing.Select(series => series!["metric"]!["alertname"]!.GetValue<string>()).Order(StringComparer.Ordinal)];
    }

    public void Dispose()
    {
        _http.Dispose();
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.GetAsync($"http://127.0.0.1:{_port}/-/ready", cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
