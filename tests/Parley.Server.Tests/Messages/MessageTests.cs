using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Messages;

public sealed class MessageTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static int _names;

    [Theory]
    [OnEachDatabase]
    public async Task Two_people_talk_and_each_sees_every_message_once_and_in_order(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));
        var channel = await NewChannelAsync(world, ana, ben);
        await using var stream = await Listener.StartAsync(ben);

        for (var number = 1; number <= 20; number++)
        {
            await (number % 2 == 0 ? ana : ben).PostAsync(channel, $"message {number}");
        }

        var posted = await stream.WaitForAsync(channel, ChannelEventTypes.MessagePosted, 20);
        Assert.Equal(Enumerable.Range(1, 20).Select(number => $"message {number}"), posted.Select(one => one.AsMessagePosted()!.Text));
        Assert.Equal(posted.Select(one => one.Seq).Order().Distinct(), posted.Select(one => one.Seq));
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_post_sent_again_is_the_same_message_after_a_restart_too(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var path = $"/api/v1/channels/{world.GeneralId}/messages";
        var body = new { text = "once", clientMessageId = Person.NewClientMessageId() };

        var first = await world.Owner.Http.CallAsync("POST", path, body);
        var again = await world.Owner.Http.CallAsync("POST", path, body with { text = "something else" });
        await world.RestartAsync();
        var restarted = await world.Owner.Http.CallAsync("POST", path, body);

        Assert.Equal((201, 200, 200), (first.Status, again.Status, restarted.Status));
        Assert.Equal((first.Body, first.Body), (again.Body, restarted.Body));
        Assert.Equal(201, (await (await world.MemberAsync("ana")).Http.CallAsync("POST", path, body)).Status);
        Assert.Equal(2, (await world.Owner.Client.ReadMessagesAsync(world.GeneralId, null, default)).Messages.Count);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_post_sent_a_hundred_times_at_once_is_one_message(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);
        var body = new { text = "once", clientMessageId = Person.NewClientMessageId() };

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => world.Owner.Http.CallAsync("POST", $"/api/v1/channels/{channel}/messages", body)));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Equal(99, answers.Count(answer => answer.Status == 200));
        Assert.Single(answers.Select(answer => answer.Body).Distinct());
        Assert.Single((await world.Owner.Client.ReadMessagesAsync(channel, null, default)).Messages);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Pages_reach_every_message_once_both_ways_with_exact_ends(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);
        var empty = await world.Owner.Client.ReadMessagesAsync(channel, null, default);
        Assert.Equal((0, false, false), (empty.Messages.Count, empty.HasOlder, empty.HasNewer));
        List<long> all = [];
        for (var number = 0; number < 10; number++)
        {
            all.Add((await world.Owner.PostAsync(channel, $"message {number}")).Seq);
        }

        await world.Owner.Client.DeleteMessageAsync(channel, all[3], default);
        var client = world.Owner.Client;

        AssertPage(all[7..], older: true, newer: false, await client.ReadMessagesAsync(channel, 3, default));
        AssertPage(all, older: false, newer: false, await client.ReadMessagesAsync(channel, 10, default));
        AssertPage(all[4..7], older: true, newer: true, await client.ReadMessagesBeforeAsync(channel, all[7], 3, default));
        AssertPage(all[..2], older: false, newer: true, await client.ReadMessagesBeforeAsync(channel, all[2], 2, default));
        AssertPage([], older: false, newer: true, await client.ReadMessagesBeforeAsync(channel, all[0], 5, default));
        AssertPage(all[..4], older: false, newer: true, await client.ReadMessagesAfterAsync(channel, 0, 4, default));
        AssertPage(all[8..], older: true, newer: false, await client.ReadMessagesAfterAsync(channel, all[7], 2, default));
        AssertPage([], older: true, newer: false, await client.ReadMessagesAfterAsync(channel, all[9], 2, default));
        var at = (await client.ReadMessageAsync(channel, all[0], default)).PostedAt;
        AssertPage(all[..4], older: false, newer: true, await client.ReadMessagesSinceAsync(channel, at, 4, default));
        AssertPage([], older: true, newer: false, await client.ReadMessagesSinceAsync(channel, at.AddDays(1), 4, default));
        Assert.Equal((400, ErrorCodes.Validation), await StatusAsync(world, $"{channel}/messages?before=5&after=1"));
        Assert.Equal((400, ErrorCodes.Validation), await StatusAsync(world, $"{channel}/messages?since=2026-11-23T00:00:00Z&after=1"));
        Assert.Equal((400, ErrorCodes.Validation), await StatusAsync(world, $"{channel}/messages?since=yesterday"));
        Assert.Equal((400, ErrorCodes.Validation), await StatusAsync(world, $"{channel}/messages?limit=201"));
        Assert.Equal((200, null), await StatusAsync(world, $"{channel}/messages?limit=200&before=-1"));
    }

    [Theory]
    [OnEachDatabase]
    public async Task An_edit_shows_everywhere_and_the_same_text_again_is_no_edit(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);
        var first = $"first words {Interlocked.Increment(ref _names)}";
        var seq = (await world.Owner.PostAsync(channel, first)).Seq;

        var edited = await world.Owner.Client.EditMessageAsync(channel, seq, "second words", default);
        var again = await world.Owner.Client.EditMessageAsync(channel, seq, "second words", default);

        Assert.Equal(("second words", edited), (edited.Text, again));
        Assert.NotNull(edited.EditedAt);
        Assert.Equal(edited, await world.Owner.Client.ReadMessageAsync(channel, seq, default));
        Assert.Equal(seq + 1, (await world.Owner.Client.ReadChannelAsync(channel, default)).Head);
        Assert.Contains(first, await world.DumpAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_deleted_message_keeps_its_place_and_its_text_is_read_nowhere(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var channel = await NewChannelAsync(world, ana);
        await using var before = await Listener.StartAsync(ana);
        var (epoch, cursors) = (before.Stream.Epoch, before.Stream.Cursors);
        var seq = (await world.Owner.PostAsync(channel, "a secret of some length")).Seq;
        await world.Owner.Client.EditMessageAsync(channel, seq, "a secret of other length", default);

        Assert.Equal(204, (await world.Owner.Http.CallAsync("DELETE", $"/api/v1/channels/{channel}/messages/{seq}")).Status);
        Assert.Equal(204, (await world.Owner.Http.CallAsync("DELETE", $"/api/v1/channels/{channel}/messages/{seq}")).Status);

        foreach (var path in (string[])["messages", $"messages/{seq}", "events"])
        {
            var answer = await ana.Http.CallAsync("GET", $"/api/v1/channels/{channel}/{path}");
            Assert.Equal(200, answer.Status);
            Assert.DoesNotContain("secret", answer.Body, StringComparison.Ordinal);
        }

        var message = Assert.Single((await ana.Client.ReadMessagesAsync(channel, null, default)).Messages);
        Assert.Equal((seq, "", true), (message.Seq, message.Text, message.DeletedAt is not null));
        await using var resumed = await Listener.StartAsync(ana, new EventStreamOptions { Epoch = epoch, Cursors = cursors });
        await resumed.WaitForAsync(channel, ChannelEventTypes.MessageDeleted, 1);
        Assert.DoesNotContain(resumed.EventsOf(channel), one => one.Data.ToString().Contains("secret", StringComparison.Ordinal));
        Assert.Equal(ErrorCodes.MessageDeleted, (await world.Owner.Http.CallAsync("PATCH", $"/api/v1/channels/{channel}/messages/{seq}", new { text = "back" })).Code);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Whoever_reads_the_channel_sees_what_a_message_said_before_it_was_edited_not_before_it_was_deleted(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var channel = await NewChannelAsync(world, ana);
        var posted = await world.Owner.PostAsync(channel, "first words");
        var seq = posted.Seq;
        await world.Owner.Client.EditMessageAsync(channel, seq, "second words", default);
        await world.Owner.Client.EditMessageAsync(channel, seq, "third words", default);

        var versions = (await ana.Client.ReadMessageVersionsAsync(channel, seq, default)).Versions;
        Assert.Equal(["first words", "second words"], versions.Select(version => version.Text));
        Assert.Equal(posted.PostedAt, versions[0].WrittenAt);
        await world.Owner.Client.DeleteMessageAsync(channel, seq, default);
        Assert.Empty((await ana.Client.ReadMessageVersionsAsync(channel, seq, default)).Versions);
        foreach (var other in (long[])[1, 999, 0, -1, long.MaxValue])
        {
            Assert.Equal(ErrorCodes.NotFound, (await ana.Http.CallAsync("GET", $"/api/v1/channels/{channel}/messages/{other}/versions")).Code);
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_is_no_message_is_not_found_edited_or_deleted(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);

        foreach (var seq in (long[])[1, 999, 0, -1, long.MaxValue])
        {
            var path = $"/api/v1/channels/{channel}/messages/{seq}";
            Assert.Equal(ErrorCodes.NotFound, (await world.Owner.Http.CallAsync("GET", path)).Code);
            Assert.Equal(ErrorCodes.NotFound, (await world.Owner.Http.CallAsync("PATCH", path, new { text = "x" })).Code);
            Assert.Equal(ErrorCodes.NotFound, (await world.Owner.Http.CallAsync("DELETE", path)).Code);
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task Twenty_thousand_characters_are_taken_however_they_are_written_and_one_more_is_not(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);
        var emoji = string.Concat(Enumerable.Repeat("😀", Limits.MessageCharacters));
        var escaped = $$"""{"text":"{{string.Concat(Enumerable.Repeat(@"\ud83d\ude00", Limits.MessageCharacters))}}","clientMessageId":"{{Person.NewClientMessageId()}}"}""";

        Assert.Equal(emoji, (await world.Owner.PostAsync(channel, emoji)).Text);
        Assert.Equal(201, (await world.Owner.Http.CallAsync("POST", $"/api/v1/channels/{channel}/messages", escaped)).Status);
        Assert.All((await world.Owner.Client.ReadMessagesAsync(channel, null, default)).Messages, message => Assert.Equal(emoji, message.Text));
        foreach (var text in (string[])[emoji + "!", new string('a', Limits.MessageCharacters + 1)])
        {
            Assert.Equal((400, ErrorCodes.MessageTooLong), await PostAsync(world, channel, text));
        }
    }

    [Theory]
    [OnEachDatabase("", ErrorCodes.MessageEmpty)]
    [OnEachDatabase(" \t\r\n\u00a0\u3000", ErrorCodes.MessageEmpty)]
    [OnEachDatabase("nul\0nul", ErrorCodes.Validation)]
    public async Task A_text_that_is_none_is_neither_posted_nor_edited_in(DatabaseKind kind, string text, string code)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);
        var seq = (await world.Owner.PostAsync(channel, "as it was")).Seq;

        Assert.Equal((400, code), await PostAsync(world, channel, text));
        Assert.Equal(code, (await world.Owner.Http.CallAsync("PATCH", $"/api/v1/channels/{channel}/messages/{seq}", new { text })).Code);
        Assert.Equal("as it was", (await world.Owner.Client.ReadMessagesAsync(channel, null, default)).Messages.Single().Text);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_message_needs_an_id_of_its_own(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var path = $"/api/v1/channels/{world.GeneralId}/messages";

        var empty = await world.Owner.Http.CallAsync("POST", path, new { text = "x", clientMessageId = Guid.Empty });
        var missing = await world.Owner.Http.CallAsync("POST", path, new { text = "x" });
        var wrong = await world.Owner.Http.CallAsync("POST", path, new { text = "x", clientMessageId = "mine" });

        Assert.Equal((ErrorCodes.Validation, "clientMessageId"), (empty.Code, empty.Problem!.Errors!.Keys.Single()));
        Assert.Equal((ErrorCodes.MalformedJson, "Missing: clientMessageId."), (missing.Code, missing.Problem!.Detail));
        Assert.Equal((ErrorCodes.MalformedJson, "clientMessageId has a value of the wrong kind."), (wrong.Code, wrong.Problem!.Detail));
    }

    [Theory]
    [OnEachDatabase]
    public async Task Any_text_comes_back_as_it_was_to_the_last_code_point(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await NewChannelAsync(world);
        await using var stream = await Listener.StartAsync(world.Owner);
        string[] texts =
        [
            "שלום עולם \u202e right to left \u202c", "e\u0301 and \u00e9 are two", "👩‍👩‍👧‍👦 🏳️‍🌈 🇪🇪", "Zalgo z\u0335\u0321\u0322a\u0336", "\u0001\u0007\u001b[31m\u007f", "\ufeffbom and \ufffe \uffff",
            "<script>alert('x')</script> & \" \\ \b\f", "line\r\nline\u2028line\u2029", "\U0010FFFF \U000E0001", " leading and trailing ", "'; DROP TABLE messages; --", "%s %d {0} @text $1 :x ?",
        ];

        foreach (var text in texts)
        {
            await world.Owner.PostAsync(channel, text);
        }

        Assert.Equal(texts, (await world.Owner.Client.ReadMessagesAsync(channel, null, default)).Messages.Select(message => message.Text));
        Assert.Equal(texts, (await stream.WaitForAsync(channel, ChannelEventTypes.MessagePosted, texts.Length)).Select(one => one.AsMessagePosted()!.Text));
        Assert.Equal(texts, (await world.Owner.Client.ReadEventsAsync(channel, 0, null, default)).Events.Select(one => one.AsMessagePosted()?.Text).OfType<string>());
    }

    private static void AssertPage(List<long> seqs, bool older, bool newer, MessagePage page)
    {
        Assert.Equal(seqs, page.Messages.Select(message => message.Seq));
        Assert.Equal((older, newer), (page.HasOlder, page.HasNewer));
    }

    private static async Task<Guid> NewChannelAsync(World world, params Person[] members)
    {
        return (await world.ChannelAsync($"messages-{Interlocked.Increment(ref _names)}", ChannelVisibility.Public, members)).Id;
    }

    private static async Task<(int Status, string? Code)> StatusAsync(World world, string path)
    {
        var answer = await world.Owner.Http.CallAsync("GET", $"/api/v1/channels/{path}");
        return (answer.Status, answer.Code);
    }

    private static async Task<(int Status, string? Code)> PostAsync(World world, Guid channel, string text)
    {
        var answer = await world.Owner.Http.CallAsync("POST", $"/api/v1/channels/{channel}/messages", new { text, clientMessageId = Person.NewClientMessageId() });
        return (answer.Status, answer.Code);
    }
}
