using Parley.Cli;
using Parley.Cli.Verify;
using Parley.Client;
using Parley.Contracts;
using Parley.Realtime;
using Parley.Testing;

namespace Parley.Faults.Tests;

/// <summary>The promises of an acknowledgement, with the server killed as by a power cut while people write and read.</summary>
public sealed class KillTests
{
    private const int Kills = 10;

    // Writers and listeners have made some hundred entries between two kills: each kill hits posts in flight.
    private const int JournalBytesBetweenKills = 60_000;

    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(4);

    [Theory]
    [InlineData(DatabaseKind.Sqlite, FrameWriterKind.Direct)]
    [InlineData(DatabaseKind.Sqlite, FrameWriterKind.Stream)]
    [InlineData(DatabaseKind.Postgres, FrameWriterKind.Direct)]
    [InlineData(DatabaseKind.Postgres, FrameWriterKind.Stream)]
    public async Task Killed_ten_times_under_load_nothing_acknowledged_is_lost_or_doubled_and_all_see_one_order(DatabaseKind kind, FrameWriterKind writer)
    {
        using var database = TestDatabase.Create(kind);
        var url = $"http://127.0.0.1:{FreePort.Find()}";
        var server = await ServerProcess.StartAsync(database.Setting, url, ("Parley:Realtime:Writer", writer.ToString()));
        using var owner = await OwnerAsync(server.Address);
        var journalFile = Path.GetTempFileName();
        using var enough = new CancellationTokenSource();
        var options = new VerifyRunOptions { Writers = 12, Channels = 5, Duration = LongestRun, Rate = 400, Enough = enough.Token };
        var terminal = new ParleyTerminal { Output = TextWriter.Null, Error = TextWriter.Null, IsInteractive = false, Variable = _ => null, Time = TimeProvider.System };

        try
        {
            await using (var journal = Journal.Append(journalFile))
            {
                var run = new VerifyRun(owner, journal, new RunClock(TimeProvider.System), options, terminal, new ProgressLine(terminal)).RunAsync(TestContext.Current.CancellationToken);
                for (var kill = 0; kill < Kills; kill++)
                {
                    await GrowsAsync(journalFile, JournalBytesBetweenKills, run);
                    await server.KillAsync();
                    await server.DisposeAsync();
                    server = await ServerProcess.StartAsync(database.Setting, url, ("Parley:Realtime:Writer", writer.ToString()));
                }

                await GrowsAsync(journalFile, JournalBytesBetweenKills, run);
                await enough.CancelAsync();
                Assert.True(await run > 0);
            }

            var entries = await Journal.ReadAsync(journalFile, default);
            Assert.True(entries.OfType<Reconnected>().Count() >= Kills, "The kills cut nobody off.");
            Assert.True(entries.OfType<Acknowledged>().Count() >= Kills * 20, "Too little was posted to prove anything.");
            var properties = Checker.Check(await new HistoryReader(owner, new ProgressLine(terminal)).ReadAsync(entries, default));
            Assert.True(properties.All(property => property.Holds), string.Join('\n', properties.SelectMany(property => property.Examples.Prepend(property.ToString()))));
            Assert.All(properties.Where(property => property.Name != PropertyNames.NodesEnded), property => Assert.True(property.Checked > 0, $"{property.Name} was not looked at."));
        }
        finally
        {
            await server.DisposeAsync();
            File.Delete(journalFile);
        }
    }

    private static async Task<ParleyClient> OwnerAsync(Uri address)
    {
        using var anonymous = new ParleyClient(new ParleyClientOptions { Server = address });
        var signedIn = await anonymous.SignUpAsync(new SignUpRequest { Username = "owner", Password = World.Password }, default);
        return new ParleyClient(new ParleyClientOptions { Server = address, Token = signedIn.Token, Attempts = 20 });
    }

    private static async Task GrowsAsync(string file, long bytes, Task run)
    {
        var from = new FileInfo(file).Length;
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await looks.WaitForNextTickAsync() && new FileInfo(file).Length < from + bytes)
        {
            if (run.IsCompleted)
            {
                await run;
                throw new InvalidOperationException("The run ended before the kills were done.");
            }
        }
    }
}
