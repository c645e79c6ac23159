using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Search;

public sealed class SearchTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static int _names;

    [Theory]
    [OnEachDatabase]
    public async Task Words_phrases_and_operators_find_what_they_say(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));
        var name = $"ops-{Interlocked.Increment(ref _names)}";
        var channel = (await world.ChannelAsync(name, ChannelVisibility.Private, ana, ben)).Id;
        var door = (await ana.PostAsync(channel, "the blue door, by the quay")).Seq;
        var boat = (await ben.PostAsync(channel, "a blue boat at the door: https://boats.example")).Seq;
        var reply = (await ben.Client.PostReplyAsync(channel, door, "painted doors", Person.NewClientMessageId(), alsoInChannel: false, default)).Seq;
        var picture = (await ben.Client.PostMessageAsync(channel, "看板は青い", Person.NewClientMessageId(), default)).Seq;
        await ana.Http.CallAsync("PUT", $"/api/v1/channels/{channel}/pins/{boat}");
        await ana.Http.CallAsync("PUT", $"/api/v1/channels/{channel}/messages/{door}/reactions/%F0%9F%91%8D");
        await IsIndexedAsync(ana, world.WorkspaceId, $"in:{name} 青い", 1);

        async Task FindsAsync(string query, params long[] seqs)
        {
            var page = await ana.Client.SearchNewestMessagesAsync(world.WorkspaceId, $"{query} in:{name}", null, null, default);
            Assert.True(page.IsComplete);
            Assert.Equal(seqs.OrderDescending(), page.Results.Select(result => result.Message.Seq));
            var byRelevance = await ana.Client.SearchMessagesAsync(world.WorkspaceId, $"{query} in:{name}", null, null, default);
            Assert.Equal(seqs.Order(), byRelevance.Results.Select(result => result.Message.Seq).Order());
        }

        await FindsAsync("blue door", door, boat);
        await FindsAsync("\"blue door\"", door);
        await FindsAsync("door*", door, boat, reply);
        await FindsAsync("blue -quay", boat);
        await FindsAsync("door -\"blue door\"", boat);
        await FindsAsync("BLÜE", door, boat);
        await FindsAsync("青い", picture);
        await FindsAsync("from:me", door);
        await FindsAsync("from:ben blue", boat);
        await FindsAsync("from:\"Ben\"", boat, reply, picture);
        await FindsAsync("-from:ben", door);
        await FindsAsync("has:link", boat);
        await FindsAsync("has:pin", boat);
        await FindsAsync("has:reaction", door);
        await FindsAsync("is:thread", door, reply);
        await FindsAsync("-is:thread blue", boat);
        await FindsAsync("on:today blue", door, boat);
        await FindsAsync("before:2020 blue");
        await FindsAsync("after:2020 blue", door, boat);
        await FindsAsync("", door, boat, reply, picture);
        await FindsAsync("green");

        var found = (await ana.Client.SearchMessagesAsync(world.WorkspaceId, $"in:{name} \"blue door\" quay", null, null, default)).Results.Single();
        Assert.Equal(["blue door", "quay"], found.Ranges.Select(range => found.Message.Text.Substring(range.Start, range.Length)));
        Assert.Null(found.Message.ReactionsSeq);
    }

    [Theory]
    [OnEachDatabase("", "must name something")]
    [OnEachDatabase("from:nobody-at-all", "nobody here has this name")]
    [OnEachDatabase("in:no-such-channel", "there is no such channel")]
    [OnEachDatabase("has:cheese", "has: takes file, image")]
    [OnEachDatabase("colour:blue", "is no operator; there are from:")]
    [OnEachDatabase("before:soon", "takes a day (2026-01-31)")]
    public async Task What_is_wrong_with_a_query_is_said(DatabaseKind kind, string query, string problem)
    {
        var world = await worlds.OnAsync(kind);

        foreach (var what in (string[])["", "/files"])
        {
            var answer = await world.Owner.Http.CallAsync("GET", $"/api/v1/workspaces/{world.WorkspaceId}/search{what}?q={Uri.EscapeDataString(query)}");
            Assert.Equal((400, ErrorCodes.Validation), (answer.Status, answer.Code));
            Assert.Contains(problem, answer.Problem!.Errors!["q"], StringComparison.Ordinal);
        }
    }

    [Theory]
    [OnEachDatabase("limit=0", "limit")]
    [OnEachDatabase("limit=51", "limit")]
    [OnEachDatabase("cursor=*", "limit")]
    [OnEachDatabase("cursor=bm90IG9uZSBvZiBvdXJz", "limit")]
    [OnEachDatabase("sort=oldest", "sort")]
    [OnEachDatabase("utcOffset=2000", "utcOffset")]
    public async Task A_page_that_there_is_not_is_refused(DatabaseKind kind, string query, string field)
    {
        var world = await worlds.OnAsync(kind);

        foreach (var sort in (string[])["", "&sort=newest"])
        {
            var answer = await world.Owner.Http.CallAsync("GET", $"/api/v1/workspaces/{world.WorkspaceId}/search?q=a&{query}{(field == "sort" ? "" : sort)}");
            Assert.Equal((400, ErrorCodes.Validation), (answer.Status, answer.Code));
            Assert.Contains(field, answer.Problem!.Errors!.Keys);
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task Nothing_of_a_channel_that_one_may_not_read_is_found_from_the_moment_of_the_answer(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (carl, guest) = (await world.MemberAsync("carl"), await world.GuestAsync("guest", world.GeneralId));
        var outsider = await world.OutsiderAsync("outsider");
        using var anonymous = world.Anonymous();
        var (closed, open) = ($"closed-{Interlocked.Increment(ref _names)}", $"open-{Interlocked.Increment(ref _names)}");
        var (closedId, openId) = ((await world.ChannelAsync(closed, ChannelVisibility.Private, carl)).Id, (await world.ChannelAsync(open)).Id);
        await world.Owner.PostAsync(closedId, "zanzibar secret");
        await world.Owner.PostAsync(openId, "zanzibar open");
        await IsIndexedAsync(world.Owner, world.WorkspaceId, $"zanzibar in:{closed} in:{open}", 2);
        var path = $"/api/v1/workspaces/{world.WorkspaceId}/search?q=zanzibar";

        Assert.Equal(["zanzibar secret"], await TextsAsync(carl, "zanzibar"));
        Assert.Equal(["zanzibar open"], await TextsAsync(carl, $"zanzibar in:{open}"));
        Assert.Empty(await TextsAsync(guest, "zanzibar"));
        Assert.Equal(400, (await guest.Http.CallAsync("GET", $"{path}%20in:{open}")).Status);
        Assert.Equal((401, ErrorCodes.NotSignedIn), await anonymous.CallAsync("GET", path) is var none ? (none.Status, none.Code) : default);
        Assert.Equal((404, ErrorCodes.NotFound), await outsider.Http.CallAsync("GET", path) is var stranger ? (stranger.Status, stranger.Code) : default);

        await world.Owner.Client.RemoveChannelMemberAsync(closedId, carl.Id, default);
        Assert.Empty(await TextsAsync(carl, "zanzibar"));
        var unknown = await carl.Http.CallAsync("GET", $"{path}%20in:{closed}");
        var missing = await carl.Http.CallAsync("GET", $"{path}%20in:{new string('x', closed.Length)}");
        Assert.Equal(missing.Body.Replace(new string('x', closed.Length), closed, StringComparison.Ordinal), unknown.Body);
        Assert.Equal(400, (await carl.Http.CallAsync("GET", $"{path}%20in:{closedId}")).Status);

        // Looked for by name, too.
        Assert.Empty((await carl.Client.SearchChannelsAsync(world.WorkspaceId, closed, null, null, default)).Results);
        Assert.Single((await carl.Client.SearchChannelsAsync(world.WorkspaceId, open, null, null, default)).Results);
        Assert.Empty((await guest.Client.SearchChannelsAsync(world.WorkspaceId, open, null, null, default)).Results);

        async Task<List<string>> TextsAsync(Person person, string query)
        {
            return [.. (await person.Client.SearchNewestMessagesAsync(world.WorkspaceId, query, null, null, default)).Results.Select(result => result.Message.Text)];
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task An_edit_is_found_by_its_new_words_and_a_deleted_message_by_none_at_once(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = (await world.ChannelAsync($"edits-{Interlocked.Increment(ref _names)}", ChannelVisibility.Private)).Id;
        var edited = (await world.Owner.PostAsync(channel, "quicksilver one")).Seq;
        var deleted = (await world.Owner.PostAsync(channel, "quicksilver two")).Seq;
        await IsIndexedAsync(world.Owner, world.WorkspaceId, $"quicksilver in:{channel}", 2);

        await world.Owner.Client.EditMessageAsync(channel, edited, "mercury one", default);
        await world.Owner.Client.DeleteMessageAsync(channel, deleted, default);

        Assert.Empty((await world.Owner.Client.SearchMessagesAsync(world.WorkspaceId, $"quicksilver in:{channel}", null, null, default)).Results);
        Assert.Equal(edited, Assert.Single((await world.Owner.Client.SearchMessagesAsync(world.WorkspaceId, $"mercury in:{channel}", null, null, default)).Results).Message.Seq);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Pages_lead_through_everything_once_in_either_order(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = (await world.ChannelAsync($"pages-{Interlocked.Increment(ref _names)}", ChannelVisibility.Private)).Id;
        var seqs = new List<long>();
        for (var number = 0; number < 25; number++)
        {
            seqs.Add((await world.Owner.PostAsync(channel, $"pageword {new string('x', number % 3)} {number}")).Seq);
        }

        await IsIndexedAsync(world.Owner, world.WorkspaceId, $"pageword in:{channel}", 25);

        foreach (var newest in (bool[])[true, false])
        {
            var found = new List<long>();
            string? cursor = null;
            do
            {
                var page = newest
                    ? await world.Owner.Client.SearchNewestMessagesAsync(world.WorkspaceId, $"pageword in:{channel}", cursor, 10, default)
                    : await world.Owner.Client.SearchMessagesAsync(world.WorkspaceId, $"pageword in:{channel}", cursor, 10, default);
                Assert.InRange(page.Results.Count, 1, 10);
                found.AddRange(page.Results.Select(result => result.Message.Seq));
                cursor = page.Cursor;
                if (found.Count == 10)
                {
                    // What comes meanwhile is before the first page, and changes no later one.
                    await world.Owner.PostAsync(channel, "pageword later");
                    await IsIndexedAsync(world.Owner, world.WorkspaceId, $"later in:{channel}", newest ? 1 : 2);
                }
            }
            while (cursor is not null);

            var expected = newest ? seqs : seqs.Append(seqs[^1] + 1);
            Assert.Equal(expected.Order(), found.Order());
            Assert.True(!newest || found.SequenceEqual(found.OrderDescending()));
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task Files_are_found_by_their_names(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var name = $"files-{Interlocked.Increment(ref _names)}";
        var channel = (await world.ChannelAsync(name, ChannelVisibility.Private)).Id;
        var (plan, photo) = (await UploadAsync(world.Owner, channel, "Résumé plan.txt"), await UploadAsync(world.Owner, channel, "plan of the house.txt"));
        var posted = await world.Owner.Http.CallAsync("POST", $"/api/v1/channels/{channel}/messages", new { text = "two of them", clientMessageId = Person.NewClientMessageId(), fileIds = new[] { plan, photo } });
        Assert.Equal(201, posted.Status);
        await IsIndexedAsync(world.Owner, world.WorkspaceId, $"has:file in:{channel}", 1);

        Assert.Equal([plan, photo], await FindAsync("plan"));
        Assert.Equal([plan], await FindAsync("resume"));
        Assert.Equal([photo], await FindAsync("plan -resume"));
        Assert.Equal([photo], await FindAsync("\"the house\" from:me"));
        Assert.Empty(await FindAsync("them"));
        Assert.Empty(await FindAsync("plan has:image"));
        Assert.Empty((await world.Owner.Client.SearchMessagesAsync(world.WorkspaceId, $"house in:{channel}", null, null, default)).Results);

        var seq = posted.Read(ParleyJson.Context.MessageDto).Seq;
        await world.Owner.Client.DeleteMessageAsync(channel, seq, default);
        Assert.Empty(await FindAsync("plan"));

        async Task<List<Guid>> FindAsync(string query)
        {
            var page = await world.Owner.Client.SearchFilesAsync(world.WorkspaceId, $"{query} in:{name}", null, null, default);
            Assert.All(page.Results, result => Assert.Equal(channel, result.Message.ChannelId));
            return [.. page.Results.Select(result => result.File.Id)];
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task People_and_channels_are_found_by_the_beginnings_of_their_names(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (zora, zoe) = (await world.MemberAsync("zora"), await world.MemberAsync("zoe-quay"));
        await zora.Client.UpdateMeAsync(new UpdateMeRequest { DisplayName = "Žofia Quay" }, default);
        var guest = await world.GuestAsync("zguest", (await world.ChannelAsync($"zchannel-{Interlocked.Increment(ref _names)}", ChannelVisibility.Private)).Id);
        await world.ChannelAsync("quay-walls", ChannelVisibility.Public);
        await world.ChannelAsync("the-quay", ChannelVisibility.Public);

        Assert.Equal(["zora"], await PeopleAsync(world.Owner, "zofia"));
        Assert.Equal(["zora"], await PeopleAsync(world.Owner, "zofia q"));
        Assert.Equal(["zoe-quay", "zora"], await PeopleAsync(world.Owner, "quay"));
        Assert.Empty(await PeopleAsync(guest, "quay"));
        var first = await world.Owner.Client.SearchPeopleAsync(world.WorkspaceId, "quay", null, 1, default);
        var second = await world.Owner.Client.SearchPeopleAsync(world.WorkspaceId, "quay", first.Cursor, 1, default);
        Assert.Equal(["zoe-quay", "zora"], first.Results.Concat(second.Results).Select(result => result.Member.Username));
        Assert.Null(second.Cursor);
        var found = second.Results[0];
        Assert.Equal("Quay", found.Member.DisplayName.Substring(found.Ranges[0].Start, found.Ranges[0].Length));

        Assert.Equal(["quay-walls", "the-quay"], (await zoe.Client.SearchChannelsAsync(world.WorkspaceId, "quay", null, null, default)).Results.Select(result => result.Channel.Name));
        Assert.Equal(400, (await zoe.Http.CallAsync("GET", $"/api/v1/workspaces/{world.WorkspaceId}/search/people?q=")).Status);

        async Task<List<string>> PeopleAsync(Person person, string query)
        {
            return [.. (await person.Client.SearchPeopleAsync(world.WorkspaceId, query, null, null, default)).Results.Select(result => result.Member.Username)];
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task Whoever_searches_too_often_is_asked_to_wait(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, ("Parley:Search:PerMinute", "8"));
        var path = $"/api/v1/workspaces/{world.WorkspaceId}/search?q=a";

        Assert.Equal(200, (await world.Owner.Http.CallAsync("GET", path)).Status);
        Assert.Equal(200, (await world.Owner.Http.CallAsync("GET", path)).Status);
        var refused = await world.Owner.Http.CallAsync("GET", path);

        Assert.Equal((429, ErrorCodes.TooManyRequests), (refused.Status, refused.Code));
        Assert.InRange(int.Parse(refused.Header("Retry-After")!), 1, 60);
    }

    private static async Task<Guid> UploadAsync(Person person, Guid channel, string name)
    {
        using var content = new ByteArrayContent("hello"u8.ToArray());
        content.Headers.ContentType = new("text/plain");
        using var answer = await person.Http.PostAsync($"/api/v1/channels/{channel}/files?name={Uri.EscapeDataString(name)}", content);
        return System.Text.Json.JsonSerializer.Deserialize(await answer.Content.ReadAsStringAsync(), ParleyJson.Context.FileDto)!.Id;
    }

    /// <summary>The index is a moment behind.</summary>
    private static async Task IsIndexedAsync(Person person, Guid workspaceId, string query, int messages)
    {
        var since = TimeProvider.System.GetTimestamp();
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((await person.Client.SearchNewestMessagesAsync(workspaceId, query, null, 50, default)).Results.Count < messages)
        {
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, $"Waited for {messages} messages by '{query}'.");
            await looks.WaitForNextTickAsync();
        }
    }
}
