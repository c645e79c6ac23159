using System.Collections.Concurrent;
using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Faults.Tests;

/// <summary>PostgreSQL goes away under load and comes back, and the node stays: it says so in time, and recovers by itself.</summary>
public sealed class DatabaseAwayTests
{
    private const int Writers = 8;
    private const int PostsBetween = 40;

    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan RecoversWithin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("killed", 3, 1)]
    [InlineData("stopped", 20, 0)]
    [InlineData("paused", 1, 10)]
    public async Task Posts_answer_503_in_time_while_it_is_away_and_work_again_soon_after_and_none_that_was_acknowledged_is_lost(string how, int times, int seconds)
    {
        var postgres = PostgresServer.StartOwn("fsync=on");
        var database = TestDatabase.At(postgres.CreateDatabase());
        await using var server = await ServerProcess.StartAsync(database.Setting, settings: ("Logging:LogLevel:Default", "None"));
        using var anonymous = new ParleyClient(new ParleyClientOptions { Server = server.Address });
        var signedIn = await anonymous.SignUpAsync(new SignUpRequest { Username = "owner", Password = World.Password }, default);
        using var owner = new Person(signedIn.Account, signedIn.Token, server.Address);
        var channel = (await owner.Client.ReadSyncAsync(default)).Channels[0].Channel.Id;
        await using var listener = await Listener.StartAsync(owner);
        var load = new Load(owner, channel);

        await load.RunAsync(async () =>
        {
            for (var time = 0; time < times; time++)
            {
                await load.PostedAsync(PostsBetween);
                await AwayAsync(postgres, how, TimeSpan.FromSeconds(seconds), load);
            }

            await load.PostedAsync(PostsBetween);
        });

        Assert.True(load.Refused >= times, "Nobody noticed that the database was away.");
        var events = await listener.WaitForAsync(channel, ChannelEventTypes.MessagePosted, load.Acknowledged.Count);
        // Each message once, in order, and there are no others.
        Assert.Equal(load.Acknowledged.Values.Order(), events.Select(one => one.Seq));
        Assert.Equal(load.Acknowledged.Count, load.Acknowledged.Values.Distinct().Count());
        Assert.Equal(load.Acknowledged.Count, await database.ReadAsync<long>("SELECT count(*) FROM messages"));
        Assert.Equal(0, await server.StopAsync());
        postgres.Halt();
    }

    private static async Task AwayAsync(PostgresServer postgres, string how, TimeSpan time, Load load)
    {
        switch (how)
        {
            case "killed":
                postgres.Kill();
                break;
            case "stopped":
                postgres.Halt();
                break;
            case "paused":
                postgres.Pause();
                break;
            default:
                throw new ArgumentException($"Unknown way {how}.", nameof(how));
        }

        // Every writer meets it.
        await load.RefusedAsync(Writers);
        // How long it is away is what is tested.
        await Task.Delay(time, TimeProvider.System);
        if (how == "paused")
        {
            postgres.Resume();
        }
        else
        {
            postgres.Continue();
        }

        var back = TimeProvider.System.GetTimestamp();
        await load.PostedAsync(Writers);
        Assert.InRange(TimeProvider.System.GetElapsedTime(back), TimeSpan.Zero, RecoversWithin);
    }

    /// <summary>Writers who post one message after the other, each again with its key until it is acknowledged.</summary>
    private sealed class Load(Person person, Guid channel)
    {
        private volatile bool _isOver;
        private int _refused;

        /// <summary>Each message's key and its seq.</summary>
        public ConcurrentDictionary<Guid, long> Acknowledged { get; } = new();

        public int Refused => _refused;

        public async Task RunAsync(Func<Task> meanwhile)
        {
            var writers = Enumerable.Range(0, Writers).Select(_ => Task.Run(WriteAsync)).ToList();
            try
            {
                await await Task.WhenAny([meanwhile(), .. writers]);
            }
            finally
            {
                _isOver = true;
            }

            await Task.WhenAll(writers);
        }

        public Task PostedAsync(int more)
        {
            var from = Acknowledged.Count;
            return WaitUntilAsync("posts", () => Acknowledged.Count >= from + more);
        }

        public Task RefusedAsync(int more)
        {
            var from = _refused;
            return WaitUntilAsync("refusals", () => _refused >= from + more);
        }

        private async Task WriteAsync()
        {
            while (!_isOver)
            {
                var id = Person.NewClientMessageId();
                while (!await TryAsync(id))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
                }
            }
        }

        private async Task<bool> TryAsync(Guid id)
        {
            var since = TimeProvider.System.GetTimestamp();
            var answer = await person.Http.CallAsync("POST", $"/api/v1/channels/{channel}/messages", new { text = "ahoy", clientMessageId = id });
            var took = TimeProvider.System.GetElapsedTime(since);
            Assert.True(took <= AnswersWithin, $"A post was answered {answer.Status} after {took}.");
            if (answer.IsSuccess)
            {
                Acknowledged[id] = answer.Read(ParleyJson.Context.MessageDto).Seq;
                return true;
            }

            Assert.Equal((503, ErrorCodes.Unavailable, "1"), (answer.Status, answer.Code, answer.Header("Retry-After")));
            Interlocked.Increment(ref _refused);
            return false;
        }

        private static async Task WaitUntilAsync(string what, Func<bool> isSo)
        {
            var since = TimeProvider.System.GetTimestamp();
            using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            while (!isSo())
            {
                Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, $"Waited for {what}.");
                await looks.WaitForNextTickAsync();
            }
        }
    }
}
