using Microsoft.Extensions.DependencyInjection;
using Parley.Realtime.Hints;

namespace Parley.Bus.Postgres;

public static class PostgresBus
{
    /// <param name="services">Where the bus goes.</param>
    /// <param name="connectionString">Of the nodes' common database, as Npgsql takes it: its writer, and no pooler that shares sessions.</param>
    public static IServiceCollection AddPostgresBus(this IServiceCollection services, string connectionString)
    {
        return services.AddSharedHintBus(_ => new PostgresHintTransport(connectionString));
    }
}
