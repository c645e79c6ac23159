using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Parley.Realtime;
using Parley.Server.Health;

namespace Parley.Server.Management;

/// <summary>Which meters are measured and which spans are made, and who gets them: Prometheus on the management port, a collector where one is named.</summary>
internal static class Telemetry
{
    /// <summary>Parley's own, and those of what it stands on.</summary>
    private static readonly string[] Meters =
        ["parley.*", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql", "System.Net.Http", "System.Runtime"];

    private static readonly string[] Untraced = ["/health", "/api/v1/events"];

    public static void AddTelemetry(this WebApplicationBuilder builder, ManagementPortSetting management)
    {
        var collector = CollectorSetting.Read(builder.Configuration);

        // Nobody could read them: then nothing is measured, either.
        if (management.Port is not null || collector.TakesMetrics)
        {
            builder.Services.AddOpenTelemetry().ConfigureResource(Describe).WithMetrics(metrics => AddMetrics(metrics, management, collector));
            builder.Services.AddHealthMetrics();
        }

        if (collector.TakesTraces)
        {
            builder.Services.AddOpenTelemetry().ConfigureResource(Describe).WithTracing(traces => AddTraces(traces, management));
        }
    }

    private static void AddMetrics(MeterProviderBuilder metrics, ManagementPortSetting management, CollectorSetting collector)
    {
        metrics.AddMeter(Meters).AddView(Buckets.Of);
        if (management.Port is not null)
        {
            metrics.AddPrometheusExporter();
        }

        if (collector.TakesMetrics)
        {
            metrics.AddOtlpExporter();
        }
    }

    private static void AddTraces(TracerProviderBuilder traces, ManagementPortSetting management)
    {
        traces
            .AddAspNetCoreInstrumentation(options =>
            {
                options.Filter = context => IsTraced(context, management);

                // The address of a call may have a code of an invite in it, or what is searched for; the route says what is called.
                options.EnrichWithHttpRequest = (span, _) => span.SetTag("url.path", null).SetTag("url.query", null);
                options.EnrichWithHttpResponse = (span, _) => span.SetTag("url.path", null).SetTag("url.query", null);
            })
            .AddSource(Traces.SourceName, "Npgsql")
            .AddOtlpExporter();
    }

    /// <summary>Not what asks how the node is, and not the event stream: that would be one span for hours.</summary>
    private static bool IsTraced(HttpContext context, ManagementPortSetting management)
    {
        return context.Connection.LocalPort != management.Port && !Untraced.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES win.</summary>
    private static void Describe(ResourceBuilder resource)
    {
        resource.Clear().AddService("parley", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3)).AddTelemetrySdk().AddEnvironmentVariableDetector();
    }
}
