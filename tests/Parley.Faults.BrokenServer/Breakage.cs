using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Parley.Modules.Channels.Log;
using Parley.Realtime.Ports;

namespace Parley.Faults.BrokenServer;

/// <summary>Takes a protection out of the server, where its parts are put together.</summary>
internal static class Breakage
{
    private const string DatabaseKey = "Parley:Database";

    public static void Apply(Protection broken, WebApplicationBuilder builder)
    {
        if (broken == Protection.CommitBeforeAcknowledge)
        {
            builder.Configuration[DatabaseKey] += ";Options=-c synchronous_commit=off";
        }

        // The server adds its own parts after this: they are replaced when all are there.
        builder.Host.UseServiceProviderFactory(new ReplacingFactory(services => Replace(broken, services)));
    }

    private static void Replace(Protection broken, IServiceCollection services)
    {
        switch (broken)
        {
            case Protection.NoneOnUnreliableBus:
                services.Wrap<IHintBus>(bus => new UnreliableBus(bus, TimeProvider.System));
                break;
            case Protection.GapFilling:
                services.Wrap<IHintBus>(bus => new LossyBus(bus));
                services.Wrap<IEventReader>(_ => new EmptyLog());
                break;
            case Protection.Idempotency:
                services.Wrap<IChannelLogStore>(store => new ForgetfulLog(store));
                break;
            case Protection.MembershipFence:
                services.Wrap<IHintBus>(bus => new StayingBus(bus));
                services.Wrap<IEventReader>(reader => new StayingReader(reader));
                break;
        }
    }

    private static void Wrap<TPort>(this IServiceCollection services, Func<TPort, TPort> wrap)
        where TPort : class
    {
        var place = services.ToList().FindLastIndex(service => service.ServiceType == typeof(TPort));
        var inner = services[place];
        services[place] = ServiceDescriptor.Singleton(provider => wrap((TPort)(
            inner.ImplementationInstance ?? inner.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!))));
    }

    private sealed class ReplacingFactory(Action<IServiceCollection> replace) : IServiceProviderFactory<IServiceCollection>
    {
        public IServiceCollection CreateBuilder(IServiceCollection services)
        {
            replace(services);
            return services;
        }

        public IServiceProvider CreateServiceProvider(IServiceCollection containerBuilder)
        {
            return containerBuilder.BuildServiceProvider();
        }
    }
}
