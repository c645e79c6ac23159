using Parley.Compliance;
using Parley.Storage.Relational;
using Parley.Testing;

namespace Parley.Storage.Sqlite.Tests;

[Trait(NextRelease.Schema, NextRelease.OwnSchema)]
public sealed class SqliteMigratorTests() : SchemaMigratorSuite(() => new SqliteFactory())
{
    protected override void MigrateWithFailure(Stores stores)
    {
        ((SqliteMigrator)stores.Migrator).Migrate(typeof(SqliteMigratorTests).Assembly);
    }

    protected override IReadOnlyList<string> TablesOf(Stores stores)
    {
        return stores.Get<Database>().ReadAsync(
            session => session.ListAsync("SELECT name FROM sqlite_master WHERE name IN ('first_stays', 'second_goes')", row => row.Text(0)),
            CancellationToken.None).GetAwaiter().GetResult();
    }
}
