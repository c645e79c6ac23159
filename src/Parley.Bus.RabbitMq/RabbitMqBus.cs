using Microsoft.Extensions.DependencyInjection;
using Parley.Realtime.Hints;

namespace Parley.Bus.RabbitMq;

public static class RabbitMqBus
{
    /// <param name="services">Where the bus goes.</param>
    /// <param name="broker">Such as <c>amqp://parley:password@broker/parley</c>, or <c>amqps</c>; a deployment has a virtual host of its own.</param>
    public static IServiceCollection AddRabbitMqBus(this IServiceCollection services, Uri broker)
    {
        return services.AddSharedHintBus(_ => new RabbitMqHintTransport(broker));
    }
}
