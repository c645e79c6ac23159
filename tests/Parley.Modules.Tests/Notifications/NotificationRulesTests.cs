using System.Text.Json;
using Parley.Contracts;
using Parley.Modules.Notifications;
using Parley.Testing;

namespace Parley.Modules.Tests.Notifications;

/// <summary>The table that the client is held against, too.</summary>
public sealed class NotificationRulesTests
{
    // A Monday.
    private const string Now = "2026-11-23T10:00:00.000Z";

    public static TheoryData<string, string> Vectors
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var vector in JsonDocument.Parse(Repository.Read("tests/vectors/notifications.json")).RootElement.EnumerateArray())
            {
                data.Add(vector.GetProperty("name").GetString()!, vector.GetRawText());
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_message_notifies_as_the_table_says(string name, string vector)
    {
        var root = JsonDocument.Parse(vector).RootElement;
        var decides = root.GetProperty("decides");
        var expected = new NotificationDecision(
            decides.GetProperty("notify").GetBoolean(), decides.GetProperty("badge").GetBoolean(), decides.GetProperty("sound").GetBoolean(), decides.GetProperty("reason").GetString()!);

        Assert.NotEmpty(name);
        Assert.Equal(expected, NotificationRules.Decide(CaseOf(root)));
    }

    [Fact]
    public void Every_reason_is_in_the_table()
    {
        var reasons = Vectors.Select(row => JsonDocument.Parse(row.Data.Item2).RootElement.GetProperty("decides").GetProperty("reason").GetString()!).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(
            [
                "direct", "do-not-disturb", "edited", "everyone", "everyone-ignored", "everything", "in-view", "keyword", "mention", "muted", "not-for-you", "nothing", "own",
                "quiet-hours", "read", "thread", "thread-not-followed",
            ],
            reasons);
    }

    [Theory]
    [InlineData("00:00", 0)]
    [InlineData("07:05", 425)]
    [InlineData("23:59", 1439)]
    [InlineData("24:00", null)]
    [InlineData("7:00", null)]
    [InlineData("07:00:00", null)]
    [InlineData("", null)]
    public void A_time_of_day_is_two_digits_each(string text, int? minute)
    {
        Assert.Equal(minute, QuietHours.MinuteOf(text));
        Assert.Equal(minute is null ? null : text, minute is { } some ? QuietHours.TextOf(some) : null);
    }

    private static NotificationCase CaseOf(JsonElement root)
    {
        var message = Part(root, "message");
        var settings = Part(root, "settings");
        return new NotificationCase
        {
            Now = Text(root, "now") is { } now ? DateTimeOffset.Parse(now) : DateTimeOffset.Parse(Now),
            IsOwn = Flag(message, "own"),
            IsEdit = Flag(message, "edited"),
            IsRead = Flag(message, "read"),
            IsDirect = Flag(message, "direct"),
            Reply = Text(message, "reply") switch { "followed" => ReplyKind.Followed, "not-followed" => ReplyKind.NotFollowed, null => ReplyKind.None, var other => throw Unknown(other) },
            Mention = Text(message, "mention") switch
            {
                "name" => MentionKind.Name,
                "keyword" => MentionKind.Keyword,
                "everyone" => MentionKind.Everyone,
                "none" or null => MentionKind.None,
                var other => throw Unknown(other),
            },
            Level = LevelOf(Text(settings, "level") ?? "mentions"),
            ChannelLevel = LevelOf(Text(settings, "channel") ?? "default"),
            IgnoresEveryone = Flag(settings, "ignoresEveryone"),
            Sound = Flag(settings, "sound"),
            QuietHours = Part(settings, "quietHours") is { } hours ? hours.Deserialize<QuietHoursDto>(ParleyJson.Context.Options) : null,
            Availability = Part(root, "availability") is { } availability ? availability.Deserialize<AvailabilityDto>(ParleyJson.Context.Options) : null,
            IsInView = Flag(root, "inView"),
        };
    }

    private static NotificationLevel LevelOf(string name)
    {
        return JsonSerializer.Deserialize<NotificationLevel>($"\"{name}\"", ParleyJson.Context.Options);
    }

    private static JsonElement? Part(JsonElement? element, string name)
    {
        return element is { } some && some.TryGetProperty(name, out var part) ? part : null;
    }

    private static bool Flag(JsonElement? element, string name)
    {
        return Part(element, name)?.GetBoolean() ?? false;
    }

    private static string? Text(JsonElement? element, string name)
    {
        return Part(element, name)?.GetString();
    }

    private static InvalidOperationException Unknown(string word)
    {
        return new InvalidOperationException($"The table has the unknown word '{word}'.");
    }
}
