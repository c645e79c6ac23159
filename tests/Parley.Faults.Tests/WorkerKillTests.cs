using System.Diagnostics;
using Parley.Testing;

namespace Parley.Faults.Tests;

/// <summary>Workers that are killed in the middle of jobs: each job's effect is there once all the same.</summary>
public sealed class WorkerKillTests
{
    private const int Jobs = 300;
    private const int Workers = 3;
    private const int Kills = 12;
    private const int RunsBetweenKills = 15;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Each_jobs_effect_is_there_once_however_often_workers_are_killed()
    {
        using var database = TestDatabase.Create(DatabaseKind.Postgres);
        await using (var migrated = await TestServer.StartAsync(database, ("Parley:Roles", "api")))
        {
            await migrated.ExecuteAsync("CREATE TABLE begun (job_id uuid NOT NULL, process integer NOT NULL)");

            // No key: an effect that came twice would be two rows.
            await migrated.ExecuteAsync("CREATE TABLE effects (job_id uuid NOT NULL)");
            await migrated.ExecuteAsync(
                $"INSERT INTO jobs (id, kind, payload, state, attempts, due_at, enqueued_at) SELECT gen_random_uuid(), 'count', '', 0, 0, now(), now() FROM generate_series(1, {Jobs})");
        }

        var workers = Enumerable.Range(0, Workers).Select(_ => StartWorker(database)).ToList();
        try
        {
            for (var kill = 0; kill < Kills; kill++)
            {
                var begun = await database.ReadAsync<long>("SELECT count(*) FROM begun");
                await WaitUntilAsync("more runs", async () => await database.ReadAsync<long>("SELECT count(*) FROM begun") >= begun + RunsBetweenKills);
                var victim = workers[kill % Workers];
                victim.Kill();
                await victim.WaitForExitAsync();
                workers[kill % Workers] = StartWorker(database);
            }

            await WaitUntilAsync("every job to be done", async () => await database.ReadAsync<long>("SELECT count(*) FROM jobs WHERE kind = 'count' AND state <> 2") == 0);
        }
        finally
        {
            workers.ForEach(worker =>
            {
                worker.Kill();
                worker.Dispose();
            });
        }

        Assert.Equal(Jobs, await database.ReadAsync<long>("SELECT count(*) FROM effects"));
        Assert.Equal(Jobs, await database.ReadAsync<long>("SELECT count(DISTINCT job_id) FROM effects"));
        Assert.True(await database.ReadAsync<long>("SELECT count(*) FROM begun") > Jobs, "No kill met a job in its middle.");
        Assert.True(await database.ReadAsync<long>("SELECT count(DISTINCT process) FROM begun") > Workers, "No worker took over from another.");
    }

    private static Process StartWorker(TestDatabase database)
    {
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Parley.JobWorker.dll"), database.Setting,
            "--Parley:Jobs:Lease", "00:00:01", "--Parley:Jobs:PollInterval", "00:00:00.050", "--Parley:Jobs:Attempts", "100",
        ];
        return Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false, WorkingDirectory = Path.GetTempPath() })!;
    }

    private static async Task WaitUntilAsync(string what, Func<Task<bool>> isSo)
    {
        var since = TimeProvider.System.GetTimestamp();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await isSo())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, $"Waited for {what}.");
            await looks.WaitForNextTickAsync();
        }
    }
}
