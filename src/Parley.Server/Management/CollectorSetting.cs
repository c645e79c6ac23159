namespace Parley.Server.Management;

/// <summary>
/// Whether there is a collector, by the standard variables of OpenTelemetry (https://opentelemetry.io/docs/specs/otel/protocol/exporter/); the exporter itself reads
/// them, and the others: protocol, headers, intervals, sampling.
/// </summary>
/// <param name="TakesMetrics">It takes metrics.</param>
/// <param name="TakesTraces">It takes traces; otherwise no span is made.</param>
internal sealed record CollectorSetting(bool TakesMetrics, bool TakesTraces)
{
    public static CollectorSetting Read(IConfiguration configuration)
    {
        return new CollectorSetting(Takes(configuration, "METRICS"), Takes(configuration, "TRACES"));
    }

    private static bool Takes(IConfiguration configuration, string signal)
    {
        var endpoint = configuration[$"OTEL_EXPORTER_OTLP_{signal}_ENDPOINT"] ?? configuration["OTEL_EXPORTER_OTLP_ENDPOINT"];
        var isOff = configuration[$"OTEL_{signal}_EXPORTER"] == "none" || string.Equals(configuration["OTEL_SDK_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);
        return !string.IsNullOrEmpty(endpoint) && !isOff;
    }
}
