using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Parley.Server.Health;

namespace Parley.Server.Tests.Health;

/// <summary>What the checks say is a metric, for alerts.</summary>
public sealed class HealthMetricsTests
{
    [Fact]
    public async Task Each_check_is_1_while_it_passes_and_0_when_it_fails_or_half_does()
    {
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var listener = new MeterListener();
        var measured = new Dictionary<string, int>();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == HealthMetrics.MeterName)
            {
                self.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) => measured[(string)tags[0].Value!] = value);
        listener.Start();
        var metrics = new HealthMetrics(services.GetRequiredService<IMeterFactory>());
        listener.RecordObservableInstruments();
        Assert.Empty(measured);

        await metrics.PublishAsync(Report(("database", HealthStatus.Healthy), ("files", HealthStatus.Degraded), ("warm", HealthStatus.Unhealthy)), default);
        listener.RecordObservableInstruments();
        Assert.Equal(new Dictionary<string, int> { ["database"] = 1, ["files"] = 0, ["warm"] = 0 }, measured);

        await metrics.PublishAsync(Report(("database", HealthStatus.Unhealthy), ("files", HealthStatus.Healthy), ("warm", HealthStatus.Healthy)), default);
        listener.RecordObservableInstruments();
        Assert.Equal(new Dictionary<string, int> { ["database"] = 0, ["files"] = 1, ["warm"] = 1 }, measured);
    }

    private static HealthReport Report(params (string Check, HealthStatus Status)[] checks)
    {
        return new HealthReport(checks.ToDictionary(check => check.Check, check => new HealthReportEntry(check.Status, description: null, TimeSpan.Zero, exception: null, data: null)), TimeSpan.Zero);
    }
}
