using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Statuses;

public sealed class StatusTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static readonly (string Key, string Value)[] Quick = [("Parley:Realtime:PresenceInterval", "00:00:00.100"), ("Parley:Jobs:PollInterval", "00:00:00.050")];

    [Theory]
    [OnEachDatabase]
    public async Task What_someone_says_is_seen_until_its_end_and_not_a_moment_longer(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));
        var soon = Milliseconds(world.Server.Clock.GetUtcNow().AddHours(1));
        var later = soon.AddHours(1);

        var status = await ana.Client.SetStatusAsync(new StatusDto { Emoji = "🍵", Text = " tea ", EndsAt = soon }, default);
        var availability = await ana.Client.SetAvailabilityAsync(new AvailabilityDto { Mode = Availability.DoNotDisturb, EndsAt = later }, default);

        Assert.Equal(new StatusDto { Emoji = "🍵", Text = "tea", EndsAt = soon }, status);
        Assert.Equal((status, availability), await SeenAsync(ben, world, ana));
        var me = (await ana.Client.ReadMeAsync(default)).Account;
        Assert.Equal((status, availability), (me.Status, me.Availability));

        world.Server.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((null, availability), await SeenAsync(ben, world, ana));
        Assert.Null((await ana.Client.ReadMeAsync(default)).Account.Status);

        world.Server.Clock.Advance(TimeSpan.FromHours(1));
        var answer = await ben.Http.CallAsync("GET", $"/api/v1/workspaces/{world.WorkspaceId}/members/{ana.Id}");
        Assert.DoesNotContain("status", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("availability", answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_is_said_takes_the_place_of_what_was_said_and_can_be_taken_away(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var cleo = await world.MemberAsync("cleo");

        await cleo.Client.SetStatusAsync(new StatusDto { Emoji = "🎧", Text = "focus", EndsAt = world.Server.Clock.GetUtcNow().AddHours(1) }, default);
        await cleo.Client.SetStatusAsync(new StatusDto { Emoji = null, Text = "in the garden" }, default);
        Assert.Equal(new StatusDto { Emoji = null, Text = "in the garden" }, (await SeenAsync(world.Owner, world, cleo)).Status);
        await cleo.Client.SetStatusAsync(new StatusDto { Emoji = "❤", Text = "" }, default);
        Assert.Equal(new StatusDto { Emoji = "❤️", Text = "" }, (await SeenAsync(world.Owner, world, cleo)).Status);
        await cleo.Client.ClearStatusAsync(default);
        await cleo.Client.ClearStatusAsync(default);
        Assert.Null((await SeenAsync(world.Owner, world, cleo)).Status);

        await cleo.Client.SetAvailabilityAsync(new AvailabilityDto { Mode = Availability.Away }, default);
        Assert.Equal(new AvailabilityDto { Mode = Availability.Away }, (await SeenAsync(world.Owner, world, cleo)).Availability);
        await cleo.Client.SetAvailabilityAsync(new AvailabilityDto { Mode = Availability.Automatic }, default);
        Assert.Null((await SeenAsync(world.Owner, world, cleo)).Availability);
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_is_wrong_is_named_and_nothing_changes(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var dana = await world.MemberAsync("dana");
        var before = await dana.Http.CallAsync("GET", "/api/v1/me");
        var past = world.Server.Clock.GetUtcNow();
        var future = past.AddDays(1);

        Assert.Equal(["text"], await WrongAsync("status", new { text = "" }));
        Assert.Equal(["text"], await WrongAsync("status", new { text = "two\nlines" }));
        Assert.Equal(["text"], await WrongAsync("status", new { emoji = "🍵", text = new string('x', Limits.StatusCharacters + 1) }));
        Assert.Equal(["emoji"], await WrongAsync("status", new { emoji = "tea", text = "tea" }));
        Assert.Equal(["emoji"], await WrongAsync("status", new { emoji = "🍵🍵", text = "tea" }));
        Assert.Equal(["emoji", "text", "endsAt"], await WrongAsync("status", new { emoji = "x", text = "nul\0nul", endsAt = past }));
        Assert.Equal(["endsAt"], await WrongAsync("availability", new { mode = "away", endsAt = past }));
        Assert.Equal(["endsAt"], await WrongAsync("availability", new { mode = "automatic", endsAt = future }));
        foreach (var (path, body) in new (string, object)[] { ("status", new { emoji = "🍵" }), ("status", new { text = 1 }), ("status", new { text = "tea", endsAt = "soon" }), ("availability", new { }), ("availability", new { mode = "invisible" }) })
        {
            var answer = await dana.Http.CallAsync("PUT", $"/api/v1/me/{path}", body);
            Assert.Equal((400, ErrorCodes.MalformedJson), (answer.Status, answer.Code));
        }

        Assert.Equal((400, ErrorCodes.Validation), await CodeAsync("availability", new { mode = 7 }));
        Assert.Equal(before, await dana.Http.CallAsync("GET", "/api/v1/me"));

        async Task<IEnumerable<string>> WrongAsync(string path, object body)
        {
            var answer = await dana.Http.CallAsync("PUT", $"/api/v1/me/{path}", body);
            Assert.Equal((400, ErrorCodes.Validation), (answer.Status, answer.Code));
            return answer.Problem!.Errors!.Keys;
        }

        async Task<(int, string?)> CodeAsync(string path, object body)
        {
            var answer = await dana.Http.CallAsync("PUT", $"/api/v1/me/{path}", body);
            return (answer.Status, answer.Code);
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_is_told_to_everyone_cannot_be_changed_without_end(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var eve = await world.MemberAsync("eve");
        for (var count = 0; count < Limits.ProfileChangesPerMinute; count++)
        {
            Assert.Equal(204, (await eve.Http.CallAsync("DELETE", "/api/v1/me/status")).Status);
        }

        foreach (var (path, body) in new (string, object)[] { ("status", new { text = "tea" }), ("availability", new { mode = "away" }) })
        {
            var answer = await eve.Http.CallAsync("PUT", $"/api/v1/me/{path}", body);
            Assert.Equal((429, ErrorCodes.TooManyRequests), (answer.Status, answer.Code));
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task Those_who_see_the_person_hear_of_each_change_once_and_of_its_end(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, Quick);
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));
        var channel = await world.ChannelAsync("shared", ChannelVisibility.Private, ana);
        var (near, outsider) = (await world.GuestAsync("near", channel.Id), await world.OutsiderAsync("outsider"));
        await using var bens = await Listener.StartAsync(ben);
        await using var nears = await Listener.StartAsync(near);
        await using var outsiders = await Listener.StartAsync(outsider);
        await using var anas = await Listener.StartAsync(ana);
        var end = world.Server.Clock.GetUtcNow().AddHours(1);
        var tea = new StatusDto { Emoji = "🍵", Text = "tea", EndsAt = end };

        await ChangesAsync(1, () => ana.Client.SetStatusAsync(tea, default));
        await ana.Client.SetStatusAsync(tea, default);
        await ChangesAsync(2, () => ana.Client.SetAvailabilityAsync(new AvailabilityDto { Mode = Availability.DoNotDisturb }, default));
        await ana.Client.SetAvailabilityAsync(new AvailabilityDto { Mode = Availability.DoNotDisturb }, default);
        await ChangesAsync(3, () => ana.Client.SetAvailabilityAsync(new AvailabilityDto { Mode = Availability.Automatic }, default));

        await ChangesAsync(4, () =>
        {
            world.Server.Clock.Advance(TimeSpan.FromHours(1));
            return Task.CompletedTask;
        });
        Assert.Null((await SeenAsync(ben, world, ana)).Status);
        Assert.Empty(outsiders.Frames.OfType<StreamFrame.AccountChanged>());

        async Task ChangesAsync(int count, Func<Task> change)
        {
            await change();
            foreach (var listener in new[] { bens, nears })
            {
                await listener.WaitAsync($"change {count}", frames => frames.OfType<StreamFrame.AccountChanged>().Count() >= count);
                Assert.Equal(Enumerable.Repeat(ana.Id, count), listener.Frames.OfType<StreamFrame.AccountChanged>().Select(frame => frame.AccountId));
            }

            await anas.WaitAsync("me.changed", frames => frames.OfType<StreamFrame.MeChanged>().Count() >= count);
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task The_end_of_what_was_changed_meanwhile_is_not_told(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, Quick);
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));
        await using var bens = await Listener.StartAsync(ben);
        var end = world.Server.Clock.GetUtcNow().AddHours(1);
        await ana.Client.SetStatusAsync(new StatusDto { Text = "tea", EndsAt = end }, default);
        await bens.WaitAsync("the first", frames => frames.OfType<StreamFrame.AccountChanged>().Any());
        await ana.Client.SetStatusAsync(new StatusDto { Text = "more tea", EndsAt = end.AddHours(1) }, default);
        await bens.WaitAsync("the second", frames => frames.OfType<StreamFrame.AccountChanged>().Count() == 2);

        world.Server.Clock.Advance(TimeSpan.FromHours(1));
        await DoneAsync(world, 1);
        world.Server.Clock.Advance(TimeSpan.FromHours(1));
        await DoneAsync(world, 2);
        await bens.WaitAsync("the end", frames => frames.OfType<StreamFrame.AccountChanged>().Count() >= 3);
        await ana.Client.SetStatusAsync(new StatusDto { Text = "the very end" }, default);
        await bens.WaitAsync("the very end", frames => frames.OfType<StreamFrame.AccountChanged>().Count() >= 4);
        Assert.Equal(4, bens.Frames.OfType<StreamFrame.AccountChanged>().Count());
    }

    [Fact]
    public async Task It_is_told_on_the_other_node_too()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Postgres, [.. Quick, ("Parley:Bus", "postgres")]);
        var ana = await world.MemberAsync("ana");
        using var ben = new Person((await world.MemberAsync("ben")).Account, (await world.MemberAsync("ben")).Token, (await world.AddNodeAsync()).Address);
        await using var bens = await Listener.StartAsync(ben);
        await using var anas = await Listener.StartAsync(ana);

        // A node that has just started hears of others when it says that it is there.
        await bens.Stream.WatchPresenceAsync([ana.Id], default);
        await bens.WaitAsync("ana, who is on the other node", frames => frames.OfType<StreamFrame.Presence>().Any(frame => frame.Accounts.ContainsKey(ana.Id)));
        await ana.Client.SetStatusAsync(new StatusDto { Emoji = "🌴", Text = "holiday" }, default);

        await bens.WaitAsync("the change", frames => frames.Contains(new StreamFrame.AccountChanged(ana.Id)));
        Assert.Equal(new StatusDto { Emoji = "🌴", Text = "holiday" }, (await SeenAsync(ben, world, ana)).Status);
    }

    private static async Task<(StatusDto? Status, AvailabilityDto? Availability)> SeenAsync(Person viewer, World world, Person of)
    {
        var member = await viewer.Client.ReadMemberAsync(world.WorkspaceId, of.Id, default);
        return (member.Status, member.Availability);
    }

    private static async Task DoneAsync(World world, int count)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while ((await world.Owner.Client.ReadJobsAsync(JobState.Done, cursor: null, limit: null, timeout.Token)).Jobs.Count(job => job.Kind == "statuses.ended") < count)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, timeout.Token);
        }
    }

    private static DateTimeOffset Milliseconds(DateTimeOffset time)
    {
        return DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
    }
}
