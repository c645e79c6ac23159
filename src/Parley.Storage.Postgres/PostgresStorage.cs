using Microsoft.Extensions.DependencyInjection;
using Parley.Modules.Channels.Log;
using Parley.Realtime.Ports;
using Parley.Storage.Relational;

namespace Parley.Storage.Postgres;

public static class PostgresStorage
{
    /// <param name="services">Where the stores go.</param>
    /// <param name="connectionString">As Npgsql takes it.</param>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton(_ => new PostgresDatabase(connectionString));
        services.AddSingleton<Database>(provider => provider.GetRequiredService<PostgresDatabase>());
        services.AddSingleton<ISchemaMigrator, PostgresMigrator>();
        services.AddSingleton<IChannelLogStore, PostgresChannelLog>();
        services.AddSingleton<IEventReader, PostgresEventReader>();
        return services.AddRelationalStores();
    }
}
