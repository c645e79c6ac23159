using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Parley.Realtime.Ports;
using Parley.Realtime.Presence;

namespace Parley.Realtime;

public static class RealtimeServices
{
    /// <summary>
    /// Adds <see cref="EventStreamHub"/>, its loops, and the in-process bus unless another <see cref="IHintBus"/> was added before.
    /// <see cref="IConnectionGate"/> and <see cref="IEventReader"/> come from the product and its store.
    /// </summary>
    public static IServiceCollection AddRealtime(this IServiceCollection services)
    {
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IHintBus, InProcessHintBus>();
        AddOptions(services);
        services.AddSingleton<EventStreamHub>();
        services.AddSingleton<IPresentAccounts, PresentOnHub>();
        services.AddHostedService<RealtimeLoops>();
        return services;
    }

    /// <summary>Adds <see cref="IPresentAccounts"/> to a node that runs no <see cref="EventStreamHub"/>. Needs an <see cref="IHintBus"/>.</summary>
    public static IServiceCollection AddPresenceListener(this IServiceCollection services)
    {
        AddOptions(services);
        services.AddSingleton<PresenceListener>();
        services.AddSingleton<IPresentAccounts>(provider => provider.GetRequiredService<PresenceListener>());
        services.AddHostedService(provider => provider.GetRequiredService<PresenceListener>());
        return services;
    }

    private static void AddOptions(IServiceCollection services)
    {
        services.AddSingleton<IValidateOptions<RealtimeOptions>, RealtimeOptionsValidator>();
        services.AddOptions<RealtimeOptions>()
            .Validate(
                options => options.ReplayPendingBytes + options.RingBytes < options.PendingBytes,
                "ReplayPendingBytes and RingBytes together must be below PendingBytes, for example 262144, 262144 and 1048576.")
            .Validate(
                options => options.PingAfter < options.SilenceTimeout,
                "PingAfter must be below SilenceTimeout, for example 00:00:25 and 00:01:15.")
            .Validate(
                options => 2 * options.NodeHeartbeat < options.NodeSilence,
                "NodeHeartbeat must be below half of NodeSilence, so that one may be lost, for example 00:00:10 and 00:00:35.")
            .ValidateOnStart();
    }
}
