using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Accounts;

public sealed class ProfileTests(Worlds worlds) : IClassFixture<Worlds>
{
    [Theory]
    [OnEachDatabase]
    public async Task What_people_say_of_themselves_is_theirs_to_change_and_the_others_see_it(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));

        for (var times = 0; times < 2; times++)
        {
            var answer = await ana.Http.CallAsync("PATCH", "/api/v1/me", new { displayName = " Ana Ng ", title = " Captain ", pronouns = "she/her", timeZone = "Europe/Lisbon" });
            var account = answer.Read(ParleyJson.Context.MeDto).Account;
            Assert.Equal((200, "Ana Ng", "Captain", "she/her", "Europe/Lisbon"), (answer.Status, account.DisplayName, account.Title, account.Pronouns, account.TimeZone));
        }

        var seen = await ben.Client.ReadMemberAsync(world.WorkspaceId, ana.Id, default);
        Assert.Equal(("Ana Ng", "Captain", "she/her", "Europe/Lisbon"), (seen.DisplayName, seen.Title, seen.Pronouns, seen.TimeZone));
        var found = await ben.Http.CallAsync("GET", $"/api/v1/workspaces/{world.WorkspaceId}/members?q=cApT");
        Assert.Equal([seen], found.Read(ParleyJson.Context.MemberPage).Members);

        await ana.Http.CallAsync("PATCH", "/api/v1/me", new { title = "", pronouns = " ", timeZone = "" });
        var emptied = await ben.Http.CallAsync("GET", $"/api/v1/workspaces/{world.WorkspaceId}/members/{ana.Id}");
        Assert.DoesNotContain("title", emptied.Body, StringComparison.Ordinal);
        Assert.Equal(seen with { Title = null, Pronouns = null, TimeZone = null }, emptied.Read(ParleyJson.Context.MemberDto));
    }

    [Theory]
    [OnEachDatabase]
    public async Task Who_changes_what_others_see_again_and_again_has_to_wait_and_nobody_else(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (dora, ella) = (await world.MemberAsync("dora"), await world.MemberAsync("ella"));
        for (var times = 0; times < Limits.ProfileChangesPerMinute; times++)
        {
            Assert.Equal(200, (await dora.Http.CallAsync("PATCH", "/api/v1/me", new { title = $"Bosun {times}" })).Status);
        }

        var answer = await dora.Http.CallAsync("PATCH", "/api/v1/me", new { title = "Bosun of all" });
        Assert.Equal((429, ErrorCodes.TooManyRequests), (answer.Status, answer.Code));
        Assert.Equal(429, (await dora.Http.CallAsync("DELETE", "/api/v1/me/avatar")).Status);
        Assert.Equal(200, (await ella.Http.CallAsync("PATCH", "/api/v1/me", new { title = "Mate" })).Status);
        Assert.Equal($"Bosun {Limits.ProfileChangesPerMinute - 1}", (await dora.Client.ReadMemberAsync(world.WorkspaceId, dora.Id, default)).Title);
    }

    [Theory]
    [OnEachDatabase("displayName", "")]
    [OnEachDatabase("title", "two\nlines")]
    [OnEachDatabase("pronouns", "nul\0nul")]
    [OnEachDatabase("timeZone", "Europe/Atlantis")]
    [OnEachDatabase("timeZone", "../../../etc/passwd")]
    [OnEachDatabase("timeZone", "Europe/../../../etc/passwd")]
    [OnEachDatabase("timeZone", "W. Europe Standard Time")]
    [OnEachDatabase("timeZone", "europe/lisbon")]
    [OnEachDatabase("timeZone", " ")]
    public async Task What_is_wrong_is_named_and_nothing_changes(DatabaseKind kind, string field, string value)
    {
        var world = await worlds.OnAsync(kind);
        var cleo = await world.MemberAsync("cleo");
        var before = await cleo.Http.CallAsync("GET", "/api/v1/me");

        var answer = await cleo.Http.CallAsync("PATCH", "/api/v1/me", new Dictionary<string, string> { ["displayName"] = "Changed", ["title"] = "Changed", [field] = value });

        Assert.Equal((400, ErrorCodes.Validation), (answer.Status, answer.Code));
        Assert.Equal([field], answer.Problem!.Errors!.Keys);
        Assert.Equal(before, await cleo.Http.CallAsync("GET", "/api/v1/me"));
    }

    [Theory]
    [OnEachDatabase]
    public async Task Everything_that_is_too_long_is_named(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);

        var answer = await world.Owner.Http.CallAsync(
            "PATCH",
            "/api/v1/me",
            new
            {
                displayName = new string('a', Limits.DisplayNameCharacters + 1),
                title = new string('a', Limits.TitleCharacters + 1),
                pronouns = new string('a', Limits.PronounsCharacters + 1),
                timeZone = $"Europe/{new string('a', Limits.TimeZoneCharacters)}",
            });
        var search = await world.Owner.Http.CallAsync("GET", $"/api/v1/workspaces/{world.WorkspaceId}/members?q={new string('a', Limits.PeopleSearchCharacters + 1)}");

        Assert.Equal(["displayName", "title", "pronouns", "timeZone"], answer.Problem!.Errors!.Keys);
        Assert.Equal((400, "q"), (search.Status, Assert.Single(search.Problem!.Errors!.Keys)));
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_search_for_people_goes_by_pages_and_finds_for_a_guest_only_whom_they_see(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (ana, ben, cleo) = (await world.MemberAsync("deck.ana"), await world.MemberAsync("deck.ben"), await world.MemberAsync("deck.cleo"));
        var channel = await world.ChannelAsync("shared", ChannelVisibility.Private, ben);
        var gus = await world.GuestAsync("gus", channel.Id);

        var first = (await ana.Http.CallAsync("GET", $"/api/v1/workspaces/{world.WorkspaceId}/members?q=deck&limit=2")).Read(ParleyJson.Context.MemberPage);
        var second = (await ana.Http.CallAsync("GET", $"/api/v1/workspaces/{world.WorkspaceId}/members?q=deck&limit=2&cursor={first.Cursor}")).Read(ParleyJson.Context.MemberPage);
        var guests = (await gus.Http.CallAsync("GET", $"/api/v1/workspaces/{world.WorkspaceId}/members?q=deck")).Read(ParleyJson.Context.MemberPage);

        Assert.Equal([ana.Id, ben.Id], first.Members.Select(member => member.AccountId));
        Assert.Equal([cleo.Id], second.Members.Select(member => member.AccountId));
        Assert.Null(second.Cursor);
        Assert.Equal([ben.Id], guests.Members.Select(member => member.AccountId));
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_changed_profile_avatar_or_role_is_told_to_those_who_see_the_person_and_to_nobody_else(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind, ("Parley:Realtime:PresenceInterval", "00:00:00.100"));
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));
        var channel = await world.ChannelAsync("shared", ChannelVisibility.Private, ana);
        var (near, far, outsider) = (await world.GuestAsync("near", channel.Id), await world.GuestAsync("far", world.GeneralId), await world.OutsiderAsync("outsider"));
        await world.Owner.Client.RemoveChannelMemberAsync(world.GeneralId, ana.Id, default);
        await using var bens = await Listener.StartAsync(ben);
        await using var nears = await Listener.StartAsync(near);
        await using var fars = await Listener.StartAsync(far);
        await using var outsiders = await Listener.StartAsync(outsider);
        await using var anas = await Listener.StartAsync(ana);

        await ChangesAsync(1, () => ana.Http.CallAsync("PATCH", "/api/v1/me", new { title = "Captain" }));
        await ChangesAsync(2, () => ana.Http.SendAsync("PUT", "/api/v1/me/avatar", SamplePictures.Png(4, 4), "image/png"));
        await ChangesAsync(3, () => ana.Http.CallAsync("DELETE", "/api/v1/me/avatar"));
        await ChangesAsync(4, () => world.Owner.Http.CallAsync("PATCH", $"/api/v1/workspaces/{world.WorkspaceId}/members/{ana.Id}", new { role = "admin" }));

        // The same again is no change.
        await ana.Http.CallAsync("PATCH", "/api/v1/me", new { title = "Captain" });
        await ChangesAsync(5, () => ana.Http.CallAsync("PATCH", "/api/v1/me", new { title = "Cook" }));
        await world.Owner.PostAsync(world.GeneralId, "the end");
        await fars.WaitForAsync(world.GeneralId, ChannelEventTypes.MessagePosted, 1);
        Assert.Empty(Told(fars));
        Assert.Empty(Told(outsiders));

        async Task ChangesAsync(int count, Func<Task<Answer>> change)
        {
            Assert.True((await change()).IsSuccess);
            foreach (var listener in new[] { bens, nears })
            {
                await listener.WaitAsync($"change {count}", _ => Told(listener).Count >= count);
                Assert.Equal(Enumerable.Repeat(ana.Id, count), Told(listener));
            }

            await anas.WaitAsync("me.changed", frames => frames.OfType<StreamFrame.MeChanged>().Count() >= count);
        }

        static List<Guid> Told(Listener listener)
        {
            return [.. listener.Frames.OfType<StreamFrame.AccountChanged>().Select(frame => frame.AccountId)];
        }
    }
}
