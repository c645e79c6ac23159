using Parley.Server.Health;

namespace Parley.Server.Management;

/// <summary>What the management port answers. By the port that a request came in by: a host name is the caller's to choose.</summary>
internal static class ManagementEndpoints
{
    public const string Metrics = "/metrics";

    /// <summary>Before everything else: what comes in by this port goes nowhere else.</summary>
    public static void UseManagement(this WebApplication app, ManagementPortSetting setting)
    {
        if (setting.Port is { } port)
        {
            app.MapWhen(context => context.Connection.LocalPort == port, branch =>
            {
                branch.UseRouting();
                branch.UseEndpoints(endpoints =>
                {
                    endpoints.MapHealth();
                    endpoints.MapPrometheusScrapingEndpoint(Metrics);
                });
            });
        }
    }
}
