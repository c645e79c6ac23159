using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Hints;

public static class HintBusServices
{
    /// <summary>Adds the bus of several nodes; before <see cref="RealtimeServices.AddRealtime"/>, which would add the one of a single node.</summary>
    /// <param name="services">Where it goes.</param>
    /// <param name="createTransport">Makes the adapter's part; the bus disposes it.</param>
    public static IServiceCollection AddSharedHintBus(this IServiceCollection services, Func<IServiceProvider, IHintTransport> createTransport)
    {
        services.AddMetrics();
        return services.AddSingleton<IHintBus>(provider => new SharedHintBus(
            createTransport(provider),
            provider.GetRequiredService<TimeProvider>(),
            new Random(),
            provider.GetRequiredService<IMeterFactory>(),
            provider.GetRequiredService<ILogger<SharedHintBus>>()));
    }
}
