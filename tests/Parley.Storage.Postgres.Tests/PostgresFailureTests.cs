using System.Diagnostics;
using Parley.Modules.Accounts;
using Parley.Compliance;
using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Testing;

namespace Parley.Storage.Postgres.Tests;

/// <summary>On a server of its own, which breaks.</summary>
public sealed class PostgresFailureTests() : StoreSuite(() => new PostgresFactory(Server.Value))
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly Lazy<PostgresServer> Server = new(() => PostgresServer.StartOwn());

    [Fact]
    public async Task Crashes_while_posting_lose_nothing_that_was_acknowledged_and_double_nothing_that_is_repeated()
    {
        const int batches = 60;
        var (ana, channel) = await AddPlaceAsync();
        var acknowledged = new Dictionary<Guid, long>();
        var (failures, crash) = (0, Task.CompletedTask);
        for (var index = 0; index < batches; index++)
        {
            if (index % 20 == 10)
            {
                await crash;
                crash = Task.Run(Server.Value.Crash);
            }

            MessageDraft[] batch = [.. Enumerable.Range(0, 5).Select(_ => Writes.Post(channel, ana, "ahoy", NewId(), Next()))];
            while (await TryAsync(() => Stores.Log.PostAsync(batch, None)) is not { } outcomes || !Acknowledge(batch, outcomes))
            {
                failures++;
            }
        }

        await crash;
        Assert.True(failures >= 3, $"Only {failures} posts met a crash.");
        var events = await Stores.Log.ReadAsync(channel, 2, 10_000, None);
        Assert.Equal(Enumerable.Range(3, batches * 5).Select(seq => (long)seq), events.Select(logged => logged.Seq));
        Assert.Equal(batches * 5, acknowledged.Count);
        foreach (var (clientMessageId, seq) in acknowledged)
        {
            Assert.Equal(clientMessageId, (await Stores.Messages.FindAsync(channel, seq, default, None))?.ClientMessageId);
        }

        bool Acknowledge(MessageDraft[] batch, IReadOnlyList<PostOutcome> outcomes)
        {
            for (var index = 0; index < batch.Length; index++)
            {
                acknowledged.Add(batch[index].ClientMessageId, outcomes[index] is PostOutcome.Posted(var seq) ? seq : Assert.IsType<PostOutcome.Repeated>(outcomes[index]).Message.Seq);
            }

            return true;
        }
    }

    [Fact]
    public async Task While_the_server_is_away_every_call_is_an_IOException_soon_and_afterwards_works_by_itself()
    {
        var (ana, channel) = await AddPlaceAsync();
        var seq = await PostAsync(channel, ana, "before");
        Func<Task>[] calls =
        [
            () => Stores.Accounts.AnyAsync(None),
            () => Stores.Accounts.ChangeProfileAsync(ana, new ProfileChange { DisplayName = "Ana" }, None),
            () => Stores.SignIns.FindByTokenAsync([1], None),
            () => Stores.Channels.ReadSyncAsync(ana, None),
            () => Stores.Messages.FindAsync(channel, seq, default, None),
            () => Stores.ReadMarkers.SetAsync(ana, channel, seq, None),
            () => Stores.Events.ReadHeadsAsync([channel], None).AsTask(),
            () => Stores.Log.PostAsync([Writes.Post(channel, ana, "away", NewId(), Next())], None),
            () => Stores.Log.ChangeAsync(Writes.Edit(channel, ana, seq, "edited", Next()), None),
            () => Stores.Log.CreateAsync(Writes.Create(NewId(), "boats", ChannelVisibility.Public, [ana], Next()), None),
            () => Stores.Log.RemoveFromWorkspaceAsync(NewId(), ana, id => Writes.Left(id, ana, ana, Next()), None),
        ];

        // The first time with connections that look open, the second time without.
        Server.Value.Halt();
        foreach (var call in calls.Concat(calls))
        {
            var began = Stopwatch.GetTimestamp();
            await Assert.ThrowsAsync<IOException>(call);
            Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Patience);
        }

        Server.Value.Continue();
        foreach (var call in calls)
        {
            await call();
        }
    }

    /// <returns>null when the database did not answer, which it said in time.</returns>
    private static async Task<T?> TryAsync<T>(Func<Task<T>> call)
        where T : class
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            return await call();
        }
        catch (IOException)
        {
            Assert.InRange(Stopwatch.GetElapsedTime(began), TimeSpan.Zero, Patience);
            return null;
        }
    }

    private async Task<(Guid Ana, Guid Channel)> AddPlaceAsync()
    {
        var ana = await AddAccountAsync("ana");
        return (ana, await AddChannelAsync(await AddWorkspaceAsync(ana), "ships", ChannelVisibility.Public, ana));
    }
}
