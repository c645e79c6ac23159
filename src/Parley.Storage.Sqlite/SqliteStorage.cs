using Microsoft.Extensions.DependencyInjection;
using Parley.Modules.Channels.Log;
using Parley.Realtime.Ports;
using Parley.Storage.Relational;

namespace Parley.Storage.Sqlite;

public static class SqliteStorage
{
    /// <param name="services">Where the stores go.</param>
    /// <param name="path">Of the database's file.</param>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, string path)
    {
        services.AddSingleton(_ => new SqliteDatabase(path));
        services.AddSingleton<Database>(provider => provider.GetRequiredService<SqliteDatabase>());
        services.AddSingleton<ISchemaMigrator, SqliteMigrator>();
        services.AddSingleton<IChannelLogStore, SqliteChannelLog>();
        services.AddSingleton<IEventReader, EventReader>();
        return services.AddRelationalStores();
    }
}
