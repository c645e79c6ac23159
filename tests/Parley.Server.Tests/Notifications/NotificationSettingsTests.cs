using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Notifications;

public sealed class NotificationSettingsTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static readonly NotificationSettingsDto Unset = new() { Level = NotificationLevel.Mentions, QuietHours = null, Sound = false, HidesContent = false };
    private static int _names;

    [Theory]
    [OnEachDatabase]
    public async Task What_is_set_for_all_takes_the_place_of_what_was_set_and_is_ones_own(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        Assert.Equal(Unset, await ana.Client.ReadNotificationsAsync(default));
        var nights = new QuietHoursDto { Days = [Weekday.Saturday, Weekday.Sunday, Weekday.Monday], From = "22:00", To = "07:30", TimeZone = "Europe/Lisbon" };

        var set = await ana.Client.SetNotificationsAsync(
            new NotificationSettingsDto { Level = NotificationLevel.Everything, QuietHours = nights, Sound = true, HidesContent = true }, default);

        Assert.Equal((NotificationLevel.Everything, true, true), (set.Level, set.Sound, set.HidesContent));
        Assert.Equal(("22:00", "07:30", "Europe/Lisbon"), (set.QuietHours!.From, set.QuietHours.To, set.QuietHours.TimeZone));
        Assert.Equal([Weekday.Sunday, Weekday.Monday, Weekday.Saturday], set.QuietHours.Days);
        Assert.Equivalent(set, await ana.Client.ReadNotificationsAsync(default), strict: true);
        Assert.Equal(Unset, await world.Owner.Client.ReadNotificationsAsync(default));
        Assert.Equal(Unset with { Level = NotificationLevel.Nothing }, await ana.Client.SetNotificationsAsync(Unset with { Level = NotificationLevel.Nothing }, default));
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_is_wrong_is_named_and_nothing_changes(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ben = await world.MemberAsync("ben");
        var channel = await NewChannelAsync(world, ben);
        string[] mondays = ["monday"];

        Assert.Equal(["level"], await WrongAsync(new { level = "default", quietHours = (object?)null, sound = false, hidesContent = false }));
        Assert.Equal(["level"], await WrongAsync(new { level = 9, quietHours = (object?)null, sound = false, hidesContent = false }));
        Assert.Equal(["quietHours.days"], await WrongAsync(With(Array.Empty<string>(), "22:00", "07:00", "UTC")));
        Assert.Equal(["quietHours.days"], await WrongAsync(With(["monday", "monday"], "22:00", "07:00", "UTC")));
        Assert.Equal(["quietHours.from", "quietHours.to", "quietHours.timeZone"], await WrongAsync(With(mondays, "24:00", "7:00", "Europe/Atlantis")));
        foreach (var body in new object[]
        {
            new { level = "mentions" },
            new { level = "loud", quietHours = (object?)null, sound = false, hidesContent = false },
            With(["someday"], "22:00", "07:00", "UTC"),
            new { level = "mentions", quietHours = new { from = "22:00", to = "07:00" }, sound = false, hidesContent = false },
        })
        {
            var answer = await ben.Http.CallAsync("PUT", "/api/v1/me/notifications", body);
            Assert.Equal((400, ErrorCodes.MalformedJson), (answer.Status, answer.Code));
        }

        Assert.Equal(Unset, await ben.Client.ReadNotificationsAsync(default));
        var inChannel = await ben.Http.CallAsync("PUT", $"/api/v1/channels/{channel}/notifications", new { level = 9, ignoresEveryone = false });
        Assert.Equal((400, ErrorCodes.Validation), (inChannel.Status, inChannel.Code));
        var half = await ben.Http.CallAsync("PUT", $"/api/v1/channels/{channel}/notifications", new { level = "nothing" });
        Assert.Equal((400, ErrorCodes.MalformedJson), (half.Status, half.Code));
        Assert.Null((await OfAsync(ben, channel)).Notifications);

        async Task<IEnumerable<string>> WrongAsync(object body)
        {
            var answer = await ben.Http.CallAsync("PUT", "/api/v1/me/notifications", body);
            Assert.Equal((400, ErrorCodes.Validation), (answer.Status, answer.Code));
            return answer.Problem!.Errors!.Keys;
        }

        static object With(string[] days, string from, string to, string timeZone)
        {
            return new { level = "mentions", quietHours = new { days, from, to, timeZone }, sound = false, hidesContent = false };
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_channel_has_its_own_and_those_of_a_member_are_theirs_alone(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var cleo = await world.MemberAsync("cleo");
        var (muted, other) = (await NewChannelAsync(world, cleo), await NewChannelAsync(world, cleo));
        var silent = new ChannelNotificationsDto { Level = NotificationLevel.Nothing, IgnoresEveryone = true };

        Assert.Equal(silent, await cleo.Client.SetNotificationsAsync(muted, silent, default));

        Assert.Equal(silent, (await OfAsync(cleo, muted)).Notifications);
        Assert.Null((await OfAsync(cleo, other)).Notifications);
        Assert.Null((await OfAsync(world.Owner, muted)).Notifications);
        await cleo.Client.SetNotificationsAsync(muted, new ChannelNotificationsDto { Level = NotificationLevel.Default, IgnoresEveryone = false }, default);
        var plain = await cleo.Http.CallAsync("GET", "/api/v1/sync");
        Assert.DoesNotContain("notifications", plain.Body, StringComparison.Ordinal);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Where_the_calls_of_everyone_are_ignored_they_are_no_mentions(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var dana = await world.MemberAsync("dana");
        var channel = await NewChannelAsync(world, dana);
        await using var there = await Listener.StartAsync(dana);
        var all = (await world.Owner.PostAsync(channel, "@channel lunch")).Seq;
        var byName = (await world.Owner.PostAsync(channel, "@dana lunch")).Seq;
        var here = (await world.Owner.PostAsync(channel, "@here lunch")).Seq;
        var both = (await world.Owner.PostAsync(channel, "@channel and @dana")).Seq;
        var word = (await world.Owner.PostAsync(channel, "@channel soup")).Seq;
        Assert.Equal([all, byName, here, both, word], (await OfAsync(dana, channel)).MentionSeqs);

        await dana.Client.SetNotificationsAsync(channel, new ChannelNotificationsDto { Level = NotificationLevel.Default, IgnoresEveryone = true }, default);

        var ignoring = await OfAsync(dana, channel);
        Assert.Equal([byName, both], ignoring.MentionSeqs);
        Assert.Equal(2, ignoring.MentionCount);
        await dana.Client.SetKeywordsAsync(["soup"], default);
        Assert.Equal([byName, both, word], (await OfAsync(dana, channel)).MentionSeqs);
        await dana.Client.SetKeywordsAsync([], default);
        await dana.Client.SetNotificationsAsync(channel, new ChannelNotificationsDto { Level = NotificationLevel.Default, IgnoresEveryone = false }, default);
        Assert.Equal([all, byName, here, both, word], (await OfAsync(dana, channel)).MentionSeqs);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Ones_other_devices_hear_of_each_change_once_and_nobody_else(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var eva = await world.MemberAsync("eva");
        using var phone = await world.SignInAsync("eva");
        var channel = await NewChannelAsync(world, eva);
        await using var hers = await Listener.StartAsync(phone);
        await using var owners = await Listener.StartAsync(world.Owner);
        var muted = new ChannelNotificationsDto { Level = NotificationLevel.Nothing, IgnoresEveryone = false };

        for (var times = 0; times < 2; times++)
        {
            await eva.Client.SetNotificationsAsync(Unset with { Sound = true }, default);
            await eva.Client.SetNotificationsAsync(channel, muted, default);
        }

        await eva.Client.SetNotificationsAsync(channel, muted with { Level = NotificationLevel.Default }, default);
        await eva.Client.SetNotificationsAsync(channel, muted with { Level = NotificationLevel.Default }, default);
        await eva.PostAsync(channel, "the end");

        await owners.WaitForAsync(channel, ChannelEventTypes.MessagePosted, 1);
        await hers.WaitAsync("three changes", frames => frames.OfType<StreamFrame.NotificationSettings>().Count() >= 3);
        Assert.Equal([new(null), new(channel), new(channel)], hers.Frames.OfType<StreamFrame.NotificationSettings>());
        Assert.Empty(owners.Frames.OfType<StreamFrame.NotificationSettings>());
    }

    private static async Task<SyncChannelDto> OfAsync(Person person, Guid channelId)
    {
        return (await person.Client.ReadSyncAsync(default)).Channels.Single(channel => channel.Channel.Id == channelId);
    }

    private static async Task<Guid> NewChannelAsync(World world, params Person[] members)
    {
        return (await world.ChannelAsync($"notices-{Interlocked.Increment(ref _names)}", ChannelVisibility.Private, members)).Id;
    }
}
