using System.Reflection;
using DbUp;
using DbUp.Engine.Output;
using DbUp.Postgresql;
using Npgsql;
using Parley.Storage.Relational;

namespace Parley.Storage.Postgres;

public sealed class PostgresMigrator(PostgresDatabase database) : ISchemaMigrator
{
    /// <summary>Any number of ours: the advisory lock that whoever migrates holds. It ends with the connection.</summary>
    private const long MigrationLock = 0x7061_726c_6579;

    public IReadOnlyList<string> Migrate()
    {
        return Migrate(typeof(PostgresMigrator).Assembly);
    }

    /// <param name="scripts">Where the migrations are embedded.</param>
    internal IReadOnlyList<string> Migrate(Assembly scripts)
    {
        using var alone = database.Source.OpenConnection();
        using var command = new NpgsqlCommand("SELECT pg_advisory_lock($1)", alone) { Parameters = { new() { Value = MigrationLock } } };
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
        try
        {
            var result = DeployChanges.To
                .PostgresqlDatabase(new PostgresqlConnectionManager(database.Source))
                .JournalToPostgresqlTable("public", "schema_migrations")
                .WithScriptsEmbeddedInAssembly(scripts)
                .WithTransactionPerScript()
                .LogTo(new NoOpUpgradeLog())
                .Build()
                .PerformUpgrade();
            return MigrationResult.NamesOf(result);
        }
        finally
        {
            command.CommandText = "SELECT pg_advisory_unlock($1)";
            command.ExecuteNonQuery();
        }
    }
}
