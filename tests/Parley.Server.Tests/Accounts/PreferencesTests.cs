using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Accounts;

public sealed class PreferencesTests(Worlds worlds) : IClassFixture<Worlds>
{
    [Theory]
    [OnEachDatabase]
    public async Task What_is_chosen_holds_and_is_told_to_ones_other_devices_alone(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));
        await using var anas = await Listener.StartAsync(ana);
        await using var bens = await Listener.StartAsync(ben);
        var defaults = (await ana.Client.ReadMeAsync(default)).Preferences;
        Assert.Equal(
            new PreferencesDto
            {
                Theme = "system",
                Density = "comfortable",
                TextSize = "medium",
                Clock = "auto",
                Language = "auto",
                Motion = "system",
                SendKey = "enter",
                LetterKeys = true,
                Announcements = true,
                SkinTone = 0,
            },
            defaults);

        var first = await ana.Client.ChangePreferencesAsync(new UpdatePreferencesRequest { Theme = "contrast", Language = "pl-PL", LetterKeys = false }, default);
        Assert.Equal(defaults with { Theme = "contrast", Language = "pl-PL", LetterKeys = false }, first);
        await anas.WaitAsync("me.changed", frames => frames.OfType<StreamFrame.MeChanged>().Any());
        var second = await ana.Client.ChangePreferencesAsync(new UpdatePreferencesRequest { SkinTone = 5, LetterKeys = true }, default);
        Assert.Equal(first with { SkinTone = 5, LetterKeys = true }, second);

        Assert.Equal(second, (await ana.Client.ReadMeAsync(default)).Preferences);
        Assert.Equal(defaults, (await ben.Client.ReadMeAsync(default)).Preferences);
        await ana.PostAsync(world.GeneralId, "the end");
        await bens.WaitForAsync(world.GeneralId, ChannelEventTypes.MessagePosted, 1);
        Assert.Empty(bens.Frames.OfType<StreamFrame.MeChanged>());
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_is_no_choice_is_refused_by_its_name_and_changes_nothing(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var cleo = await world.MemberAsync("cleo");
        var before = (await cleo.Client.ReadMeAsync(default)).Preferences;
        (object Body, string Field)[] cases =
        [
            (new { theme = "pink", density = "compact" }, "theme"),
            (new { density = "" }, "density"),
            (new { textSize = "MEDIUM" }, "textSize"),
            (new { clock = "13h" }, "clock"),
            (new { language = "p" }, "language"),
            (new { language = "pl_PL" }, "language"),
            (new { language = $"en-{string.Join('-', Enumerable.Repeat("abcdefgh", 4))}" }, "language"),
            (new { motion = "more" }, "motion"),
            (new { sendKey = "shift" }, "sendKey"),
            (new { skinTone = 6 }, "skinTone"),
            (new { skinTone = -1 }, "skinTone"),
        ];

        foreach (var (body, field) in cases)
        {
            var answer = await cleo.Http.CallAsync("PATCH", "/api/v1/me/preferences", body);
            Assert.True(answer is { Status: 400, Code: ErrorCodes.Validation } && answer.Body.Contains($"\"{field}\"", StringComparison.Ordinal), $"{field}: {answer.Status} {answer.Body}");
        }

        Assert.Equal(before, (await cleo.Client.ReadMeAsync(default)).Preferences);
    }
}
