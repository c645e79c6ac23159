using Microsoft.Extensions.Options;
using Parley.Server.Configuration;
using Parley.Storage.Relational;

namespace Parley.Server.Commands;

/// <summary>
/// Sees to it that a node serves only on a schema that it knows: brings it up to date where its login may, one node after the other, and otherwise waits
/// for whoever does.
/// </summary>
internal sealed partial class SchemaAtStart(ISchemaMigrator migrator, DatabaseSetting database, IOptions<StartOptions> options, TimeProvider time, ILogger<SchemaAtStart> logger)
{
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromSeconds(1);

    /// <exception cref="SettingException">The schema is not there, and this node may not make it.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var schema = migrator.Check();
        if (schema.Missing.Count > 0 && schema.MayMigrate)
        {
            migrator.Migrate();
            return;
        }

        var since = time.GetTimestamp();
        if (schema.Missing.Count > 0)
        {
            LogWaiting(schema.Missing.Count, options.Value.MigrationWait);
        }

        while (schema.Missing.Count > 0)
        {
            if (time.GetElapsedTime(since) >= options.Value.MigrationWait)
            {
                throw new SettingException(
                    $"{DatabaseSetting.Key}: {database.Description} lacks {schema.Missing.Count} migrations, and this login may not run them; run 'parley-server migrate' with the login that owns the tables.");
            }

            await Task.Delay(LookAgainAfter, time, cancellationToken);
            schema = migrator.Check();
        }
    }

    [LoggerMessage(EventName = "schema.waiting", Level = LogLevel.Warning, Message = "The database lacks {Migrations} migrations and this login may not run them; waiting up to {Wait} for 'parley-server migrate'.")]
    private partial void LogWaiting(int migrations, TimeSpan wait);
}
