using Microsoft.Data.Sqlite;
using Parley.Modules.Accounts;
using Parley.Compliance;
using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Storage.Relational;

namespace Parley.Storage.Sqlite.Tests;

public sealed class SqliteFailureTests() : StoreSuite(() => new SqliteFactory())
{
    private string Path => ((SqliteDatabase)Stores.Get<Database>()).Path;

    [Fact]
    public async Task Who_writes_while_another_process_holds_the_file_waits_for_it()
    {
        var (ana, channel) = await AddPlaceAsync();
        await using var other = new SqliteConnection($"Data Source={Path};Pooling=False");
        await other.OpenAsync();
        await using var lease = await other.BeginTransactionAsync();

        // Each of the two ways to write: the prepared statements of posting, and the session.
        var posting = Task.Run(() => Stores.Log.PostAsync([Writes.Post(channel, ana, "waits", NewId(), Next())], None));
        var renaming = Task.Run(() => Stores.Accounts.ChangeProfileAsync(ana, new ProfileChange { DisplayName = "Ana B" }, None));
        await Assert.ThrowsAsync<TimeoutException>(() => Task.WhenAny(posting, renaming).WaitAsync(TimeSpan.FromMilliseconds(300), TimeProvider.System));
        Assert.Equal("ana of Northwind", (await Stores.Accounts.FindAsync(ana, None))?.DisplayName);
        await lease.RollbackAsync();

        Assert.Equal([new PostOutcome.Posted(3)], await posting);
        await renaming;
        Assert.Equal("Ana B", (await Stores.Accounts.FindAsync(ana, None))?.DisplayName);
    }

    [Fact]
    public async Task A_full_disk_is_an_IOException_and_what_was_there_stays_usable()
    {
        var (ana, channel) = await AddPlaceAsync();
        var large = Enumerable.Range(0, 60).Select(_ => Writes.Post(channel, ana, new string('x', 20_000), NewId(), Next())).ToArray();
        await SetMostPagesAsync(await ReadNumberAsync("PRAGMA page_count") + 20);

        await Assert.ThrowsAsync<IOException>(() => Stores.Accounts.ChangeProfileAsync(ana, new ProfileChange { DisplayName = new string('x', 500_000) }, None));
        await Assert.ThrowsAsync<IOException>(() => Stores.Log.PostAsync(large, None));

        Assert.Equal(2, (await Stores.Log.FindHeadAsync(channel, None))?.Head);
        Assert.Equal(3, await PostAsync(channel, ana, "there is room for a little"));
        // Gives the connection of posting back to the pool.
        ((SqliteChannelLog)Stores.Log).Dispose();
        await SetMostPagesAsync(1_000_000);
        Assert.All(await Stores.Log.PostAsync(large, None), outcome => Assert.IsType<PostOutcome.Posted>(outcome));
        Assert.Equal(63, (await ReadLogAsync(channel)).Count);
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_an_IOException()
    {
        var folder = Directory.CreateTempSubdirectory("parley-gone-").FullName;
        await using var stores = new Stores(services => services.AddSqliteStorage(System.IO.Path.Combine(folder, "parley.db")));
        Assert.NotNull(stores.Get<Database>());
        Directory.Delete(folder, recursive: true);

        await Assert.ThrowsAsync<IOException>(() => stores.Accounts.AnyAsync(None));
        await Assert.ThrowsAsync<IOException>(() => stores.Log.PostAsync([Writes.Post(NewId(), NewId(), "lost", NewId(), Next())], None));
    }

    /// <summary>
    /// As full as a disk. The limit is the connection's; the one that reads here goes back to the pool, and whoever opens one next gets it.
    /// </summary>
    private Task<long> SetMostPagesAsync(long pages)
    {
        return ReadNumberAsync($"PRAGMA max_page_count = {pages}");
    }

    private Task<long> ReadNumberAsync(string sql)
    {
        return Stores.Get<Database>().ReadAsync(session => session.FindAsync(sql, row => row.Number(0)), None);
    }

    private async Task<(Guid Ana, Guid Channel)> AddPlaceAsync()
    {
        var ana = await AddAccountAsync("ana");
        return (ana, await AddChannelAsync(await AddWorkspaceAsync(ana), "ships", ChannelVisibility.Public, ana));
    }
}
