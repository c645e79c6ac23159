using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Channels;

/// <summary>Old state and its events make fresh state: whoever applies what the stream brings ends where whoever reloads ends.</summary>
public sealed class ModelTests(Worlds worlds) : IClassFixture<Worlds>
{
    private const int Operations = 250;

    private static readonly string[] Emoji = ["👍", "🎉", "👍🏽"];

    private static int _names;

    [Theory]
    [OnEachDatabase(1)]
    [OnEachDatabase(2)]
    public async Task Applying_events_and_reloading_end_at_the_same_channel(DatabaseKind kind, int seed)
    {
        var world = await worlds.OnAsync(kind);
        Person[] people = [await world.AdminAsync("ana"), await world.MemberAsync("ben"), await world.MemberAsync("cleo"), await world.GuestAsync("gus", world.GeneralId)];
        var channel = await world.ChannelAsync(Name(), ChannelVisibility.Public, people);
        var live = await ChannelModel.LoadAsync(world.Owner.Client, channel.Id, world.Owner.Id);
        await using var stream = await Listener.StartAsync(world.Owner);

        var random = new Random(seed);
        var applied = 0;
        for (var number = 0; number < Operations; number++)
        {
            applied += await DoSomethingAsync(random, channel.Id, people[random.Next(people.Length)], people, world.Owner) ? 1 : 0;
        }

        await world.Owner.PostAsync(channel.Id, "the last one");
        var fresh = await ChannelModel.LoadAsync(world.Owner.Client, channel.Id, world.Owner.Id);
        await stream.WaitAsync("the head", _ => stream.EventsOf(channel.Id).Any(one => one.Seq == fresh.Head));
        foreach (var one in stream.EventsOf(channel.Id))
        {
            live.Apply(one);
        }

        var replayed = new ChannelModel(channel.Id, world.Owner.Id);
        while (replayed.Head < fresh.Head)
        {
            foreach (var one in (await world.Owner.Client.ReadEventsAsync(channel.Id, replayed.Head, 40, default)).Events)
            {
                replayed.Apply(one);
            }
        }

        Assert.InRange(applied, Operations / 3, Operations);
        Assert.Equal(fresh.ToString(), live.ToString());
        Assert.Equal(fresh.ToString(), replayed.ToString());
    }

    /// <returns>Whether it was allowed.</returns>
    private static async Task<bool> DoSomethingAsync(Random random, Guid channelId, Person actor, Person[] people, Person owner)
    {
        var path = $"/api/v1/channels/{channelId}";
        var seq = random.Next(1, 60);
        var other = people[random.Next(people.Length)].Id;
        // The owner, whose stream it is, only reacts: whoever leaves hears no more.
        var reactor = random.Next(people.Length + 1) is var index && index < people.Length ? people[index] : owner;
        var reaction = $"{path}/messages/{seq}/reactions/{Emoji[random.Next(Emoji.Length)]}";
        var answer = random.Next(36) switch
        {
            < 4 => await actor.Http.CallAsync(
                "POST", $"{path}/messages", new { text = $"reply {random.Next(100)}", clientMessageId = Person.NewClientMessageId(), threadSeq = seq, alsoInChannel = random.Next(3) == 0 }),
            < 8 => await actor.Http.CallAsync("POST", $"{path}/messages", new { text = $"message {random.Next(100)}", clientMessageId = Person.NewClientMessageId() }),
            < 11 => await actor.Http.CallAsync("PATCH", $"{path}/messages/{seq}", new { text = $"edited {random.Next(3)}" }),
            < 13 => await actor.Http.CallAsync("DELETE", $"{path}/messages/{seq}"),
            13 => await actor.Http.CallAsync("PATCH", path, new { topic = $"topic {random.Next(3)}", purpose = $"purpose {random.Next(3)}" }),
            14 => await actor.Http.CallAsync("PATCH", path, new { name = Name() }),
            15 => await actor.Http.CallAsync("PUT", $"{path}/members/me"),
            16 => await actor.Http.CallAsync("DELETE", $"{path}/members/me"),
            17 => await actor.Http.CallAsync("PUT", $"{path}/members/{other}"),
            18 => await actor.Http.CallAsync("DELETE", $"{path}/members/{other}"),
            19 => await ArchiveAndRestoreAsync(people[0], path),
            < 26 => await reactor.Http.CallAsync("PUT", reaction),
            < 30 => await reactor.Http.CallAsync("DELETE", reaction),
            < 32 => await actor.Http.CallAsync("PUT", $"{path}/pins/{seq}"),
            // Who left comes back, or nobody is there to do anything.
            < 35 => await actor.Http.CallAsync("PUT", $"{path}/members/me"),
            _ => await actor.Http.CallAsync("DELETE", $"{path}/pins/{seq}"),
        };
        Assert.InRange(answer.Status, 200, 499);
        return answer.IsSuccess;
    }

    private static async Task<Answer> ArchiveAndRestoreAsync(Person admin, string path)
    {
        await admin.Http.CallAsync("DELETE", path);
        return await admin.Http.CallAsync("PATCH", path, new { archived = false });
    }

    private static string Name()
    {
        return $"model-{Interlocked.Increment(ref _names)}";
    }
}
