namespace Parley.Compliance;

/// <summary>On databases without a schema.</summary>
public abstract class SchemaMigratorSuite(Func<IStoresFactory> create)
{
    [Fact]
    public async Task An_empty_database_becomes_current_and_doing_it_again_does_nothing()
    {
        using var database = create();
        await using var stores = database.Open();

        Assert.NotEmpty(stores.Migrator.Migrate());
        Assert.False(await stores.Accounts.AnyAsync(CancellationToken.None));
        Assert.Empty(stores.Migrator.Migrate());
    }

    [Fact]
    public async Task A_look_says_what_is_missing_and_changes_nothing()
    {
        using var database = create();
        await using var stores = database.Open();

        var before = stores.Migrator.Check();
        Assert.Equal(before.Missing, stores.Migrator.Check().Missing);
        Assert.True(before.MayMigrate);
        Assert.Equal(before.Missing, stores.Migrator.Migrate());
        Assert.Empty(stores.Migrator.Check().Missing);
    }

    [Fact]
    public async Task Of_nodes_that_migrate_at_the_same_time_one_does_it_and_the_others_wait()
    {
        for (var round = 0; round < 5; round++)
        {
            using var database = create();
            var nodes = Enumerable.Range(0, 4).Select(_ => database.Open()).ToArray();
            using var start = new Barrier(nodes.Length);

            var ran = await Task.WhenAll(nodes.Select(node => Task.Factory.StartNew(
                () =>
                {
                    start.SignalAndWait();
                    return node.Migrator.Migrate();
                },
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)));

            Assert.Single(ran, names => names.Count > 0);
            Assert.False(await nodes[0].Accounts.AnyAsync(CancellationToken.None));
            foreach (var node in nodes)
            {
                await node.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Each_database_gets_an_epoch_of_its_own()
    {
        Assert.NotEqual(await ReadEpochAsync(), await ReadEpochAsync());
    }

    [Fact]
    public async Task A_migration_that_fails_is_rolled_back_and_named_and_those_before_it_stay()
    {
        using var database = create();
        await using var stores = database.Open();

        var failure = Assert.Throws<InvalidOperationException>(() => MigrateWithFailure(stores));

        Assert.Contains("0002_fails.sql", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["first_stays"], TablesOf(stores));
        Assert.Throws<InvalidOperationException>(() => MigrateWithFailure(stores));
    }

    /// <summary>
    /// Runs the scripts of the test's own assembly: <c>0001_stays.sql</c>, which makes the table first_stays, and <c>0002_fails.sql</c>, which
    /// makes second_goes and then fails.
    /// </summary>
    protected abstract void MigrateWithFailure(Stores stores);

    /// <returns>Of first_stays and second_goes, those that exist.</returns>
    protected abstract IReadOnlyList<string> TablesOf(Stores stores);

    private async Task<string> ReadEpochAsync()
    {
        using var database = create();
        await using var stores = database.Open();
        stores.Migrator.Migrate();
        var sync = await stores.Channels.ReadSyncAsync(Guid.Empty, CancellationToken.None);
        return sync.Epoch;
    }
}
