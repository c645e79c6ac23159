using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Parley.Server.Health;

/// <summary>
/// The meter <c>parley.health</c>: what <c>/health/ready</c> says, check by check, for alerts that tell a database that is away from a node that is. The checks are run for it,
/// whether or not anyone asks.
/// </summary>
internal sealed class HealthMetrics : IHealthCheckPublisher
{
    public const string MeterName = "parley.health";

    /// <summary>Far below what an alert waits for. Kubernetes asks as often.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private volatile IReadOnlyList<Measurement<int>> _up = [];

    public HealthMetrics(IMeterFactory meters)
    {
        meters.Create(MeterName).CreateObservableGauge("parley.health.up", () => _up, "{check}", "Whether a node can do its part, by check: database, files, warm, stopping. 1: it can; 0: it cannot, or not wholly.");
    }

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        _up = [.. report.Entries.Select(entry => new Measurement<int>(entry.Value.Status == HealthStatus.Healthy ? 1 : 0, new KeyValuePair<string, object?>("check", entry.Key)))];
        return Task.CompletedTask;
    }
}
