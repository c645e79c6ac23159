using Microsoft.Extensions.DependencyInjection;
using Parley.Client;
using Parley.Contracts;
using Parley.Modules.Search;
using Parley.Storage.Relational;
using Parley.Testing;

namespace Parley.Server.Tests.Search;

/// <summary>What was posted before there was an index, or before it was forgotten.</summary>
public sealed class HistoryTests
{
    private const int Messages = 450;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [OnEachDatabase]
    public async Task The_workers_job_makes_the_index_anew_and_a_worker_that_is_stopped_midway_costs_nothing(DatabaseKind kind)
    {
        using var database = TestDatabase.Create(kind);
        string token;
        Guid workspace;
        await using (var server = await TestServer.StartAsync(database, ("Parley:SignUp", "open")))
        {
            using var anonymous = new ParleyClient(new ParleyClientOptions { Server = server.Address });
            token = (await anonymous.SignUpAsync(new SignUpRequest { Username = "owner", Password = World.Password }, default)).Token;
            using var client = anonymous.WithToken(token);
            workspace = (await client.ReadMeAsync(default)).Workspaces[0].Id;
            var general = (await client.ReadSyncAsync(default)).Channels[0].Channel.Id;
            foreach (var batch in Enumerable.Range(0, Messages).Chunk(50))
            {
                await Task.WhenAll(batch.Select(number => client.PostMessageAsync(general, $"ahoy {number}", Person.NewClientMessageId(), default)));
            }

            await WaitAsync(server, indexed => indexed == Messages);
        }

        var (exitCode, output, _) = await ServerProgram.RunAsync(["reindex"], ("Parley__Database", database.Setting));
        Assert.Equal(0, exitCode);
        Assert.StartsWith("The search index is empty", output, StringComparison.Ordinal);

        // One piece of it is done by a worker that then ends: its parts are there, and nothing runs by itself.
        await using (var stopped = ServerApp.Build([], builder => builder.Configuration["Parley:Database"] = database.Setting))
        {
            Assert.Equal(0, await CountAsync(stopped.Services));
            Assert.True(await stopped.Services.GetRequiredService<ISearchIndex>().IndexHistoryAsync(100, default));
            Assert.Equal(100, await CountAsync(stopped.Services));
        }

        await using var again = await TestServer.StartAsync(database);
        again.Clock.Advance(TimeSpan.FromMinutes(10));
        await WaitAsync(again, indexed => indexed == Messages);
        using var reader = new ParleyClient(new ParleyClientOptions { Server = again.Address, Token = token });
        Assert.Single((await reader.SearchMessagesAsync(workspace, "\"ahoy 0\"", null, null, default)).Results);
        Assert.Single((await reader.SearchMessagesAsync(workspace, $"\"ahoy {Messages - 1}\"", null, null, default)).Results);
    }

    private static Task<long> CountAsync(IServiceProvider services)
    {
        return services.GetRequiredService<Database>().ReadAsync(session => session.FindAsync("SELECT count(*) FROM search_messages", row => row.Number(0)), default);
    }

    private static async Task WaitAsync(TestServer server, Func<long, bool> isDone)
    {
        var since = TimeProvider.System.GetTimestamp();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!isDone(await CountAsync(server.Services)))
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, "Waited for the index.");
            await looks.WaitForNextTickAsync();
        }
    }
}
