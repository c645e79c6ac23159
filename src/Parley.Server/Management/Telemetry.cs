using OpenTelemetry.Metrics;
using Parley.Server.Health;

namespace Parley.Server.Management;

/// <summary>Which meters are measured, and who may ask for what they say.</summary>
internal static class Telemetry
{
    /// <summary>Parley's own, and those of what it stands on.</summary>
    private static readonly string[] Meters =
        ["parley.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Net.Http", "System.Runtime"];

    public static void AddTelemetry(this WebApplicationBuilder builder, ManagementPortSetting management)
    {
        // Nobody could read them: then nothing is measured, either.
        if (management.Port is not null)
        {
            builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(Meters).AddPrometheusExporter());
            builder.Services.AddHealthMetrics();
        }
    }
}
