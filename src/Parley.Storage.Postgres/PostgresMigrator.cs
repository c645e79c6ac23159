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

    // Who may not make tables here, or change those that are here, waits for whoever may.
    private const string MayMigrateSql =
        """
        SELECT has_schema_privilege('public', 'CREATE')
          AND coalesce((SELECT pg_has_role(relowner, 'USAGE') FROM pg_class WHERE oid = to_regclass('public.schema_migrations')), true)
        """;

    private static readonly Lazy<string> Grants = new(ReadGrants);

    public IReadOnlyList<string> Migrate()
    {
        return Migrate(typeof(PostgresMigrator).Assembly);
    }

    public SchemaState Check()
    {
        using var connection = database.Source.OpenConnection();
        var run = ReadRun(connection);
        string[] missing = [.. MigrationResult.ScriptsOf(typeof(PostgresMigrator).Assembly).Where(name => !run.Contains(name))];
        return new SchemaState(missing, missing.Length > 0 && Read<bool>(connection, MayMigrateSql));
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
                .WithExecutionTimeout(TimeSpan.FromHours(1))
                .LogTo(new NoOpUpgradeLog())
                .Build()
                .PerformUpgrade();
            var names = MigrationResult.NamesOf(result);

            // A later release has tables that this one does not know, and nodes that need their rights on them.
            if (scripts == typeof(PostgresMigrator).Assembly && ReadRun(alone).IsSubsetOf(MigrationResult.ScriptsOf(scripts)))
            {
                using var grants = new NpgsqlCommand(Grants.Value, alone) { CommandTimeout = 0 };
                grants.ExecuteNonQuery();
            }

            return names;
        }
        finally
        {
            command.CommandText = "SELECT pg_advisory_unlock($1)";
            command.ExecuteNonQuery();
        }
    }

    /// <summary>The migrations that the database has seen, of this release and of later ones.</summary>
    private static HashSet<string> ReadRun(NpgsqlConnection connection)
    {
        HashSet<string> run = [];
        if (Read<bool>(connection, "SELECT to_regclass('public.schema_migrations') IS NOT NULL"))
        {
            using var command = new NpgsqlCommand("SELECT scriptname FROM public.schema_migrations", connection);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                run.Add(reader.GetString(0));
            }
        }

        return run;
    }

    private static T Read<T>(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return (T)command.ExecuteScalar()!;
    }

    private static string ReadGrants()
    {
        using var script = typeof(PostgresMigrator).Assembly.GetManifestResourceStream("grants")!;
        using var reader = new StreamReader(script);
        return reader.ReadToEnd();
    }
}
