using Parley.Compliance;
using Parley.Storage.Relational;
using Parley.Testing;

namespace Parley.Storage.Postgres.Tests;

[Trait(NextRelease.Schema, NextRelease.OwnSchema)]
public sealed class PostgresMigratorTests() : SchemaMigratorSuite(() => new PostgresFactory())
{
    protected override void MigrateWithFailure(Stores stores)
    {
        ((PostgresMigrator)stores.Migrator).Migrate(typeof(PostgresMigratorTests).Assembly);
    }

    protected override IReadOnlyList<string> TablesOf(Stores stores)
    {
        return stores.Get<Database>().ReadAsync(
            session => session.ListAsync("SELECT relname::text FROM pg_class WHERE relname IN ('first_stays', 'second_goes')", row => row.Text(0)),
            CancellationToken.None).GetAwaiter().GetResult();
    }
}
