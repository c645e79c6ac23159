using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Channels;

public sealed class ChannelTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static int _names;

    [Theory]
    [OnEachDatabase]
    public async Task A_new_channel_has_what_was_asked_for_and_its_creator(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var name = $"Ördög-{Name()}";

        var answer = await ana.Http.CallAsync("POST", $"/api/v1/workspaces/{world.WorkspaceId}/channels", new { name, topic = "a topic", purpose = "two\nlines", visibility = "private" });

        var channel = answer.Read(ParleyJson.Context.ChannelDto);
        Assert.Equal((201, $"/api/v1/channels/{channel.Id}"), (answer.Status, answer.Header("Location")));
        Assert.Equal((name, "a topic", "two\nlines", ChannelVisibility.Private, 2L, true, 1), (channel.Name, channel.Topic, channel.Purpose, channel.Visibility, channel.Head, channel.IsMember, channel.MemberCount));
        var events = (await ana.Client.ReadEventsAsync(channel.Id, 0, null, default)).Events;
        Assert.Equal([ChannelEventTypes.ChannelCreated, ChannelEventTypes.MemberJoined], events.Select(one => one.Type));
        Assert.Equal(channel, await ana.Client.ReadChannelAsync(channel.Id, default));
    }

    [Theory]
    [OnEachDatabase("", "name")]
    [OnEachDatabase("two words", "name")]
    [OnEachDatabase("a/b", "name")]
    [OnEachDatabase("nul\0", "name")]
    public async Task A_name_that_will_not_do_is_refused(DatabaseKind kind, string name, string field)
    {
        var world = await worlds.OnAsync(kind);

        var answer = await world.Owner.Http.CallAsync("POST", $"/api/v1/workspaces/{world.WorkspaceId}/channels", new { name });

        Assert.Equal((400, ErrorCodes.Validation), (answer.Status, answer.Code));
        Assert.Equal([field], answer.Problem!.Errors!.Keys);
    }

    [Theory]
    [OnEachDatabase]
    public async Task The_longest_name_topic_and_purpose_are_taken_and_longer_ones_are_not(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var path = $"/api/v1/workspaces/{world.WorkspaceId}/channels";
        var (name, topic, purpose) = (Name().PadRight(Limits.ChannelNameCharacters, 'n'), new string('t', Limits.ChannelTopicCharacters), new string('p', Limits.ChannelPurposeCharacters));

        var refused = await world.Owner.Http.CallAsync("POST", path, new { name = name + "n", topic = topic + "t", purpose = purpose + "p", visibility = "direct" });
        var taken = await world.Owner.Http.CallAsync("POST", path, new { name, topic, purpose });

        Assert.Equal(["name", "topic", "purpose", "visibility"], refused.Problem!.Errors!.Keys);
        Assert.Equal(201, taken.Status);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_name_is_taken_in_any_case_by_private_and_archived_channels_too(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var hidden = await world.ChannelAsync(Name(), ChannelVisibility.Private);
        var old = await world.ChannelAsync(Name());
        var other = await world.ChannelAsync(Name());
        await world.Owner.Client.ArchiveChannelAsync(old.Id, default);

        foreach (var name in (string[])[hidden.Name.ToUpperInvariant(), old.Name])
        {
            var made = await ana.Http.CallAsync("POST", $"/api/v1/workspaces/{world.WorkspaceId}/channels", new { name });
            var renamed = await world.Owner.Http.CallAsync("PATCH", $"/api/v1/channels/{other.Id}", new { name });
            Assert.All([made, renamed], answer => Assert.Equal((409, ErrorCodes.ChannelNameTaken), (answer.Status, answer.Code)));
        }

        Assert.Equal(other.Head, (await world.Owner.Client.ReadChannelAsync(other.Id, default)).Head);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Of_ten_channels_of_one_name_at_once_one_is_made(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var name = Name();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => world.Owner.Http.CallAsync("POST", $"/api/v1/workspaces/{world.WorkspaceId}/channels", new { name })));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Equal(9, answers.Count(answer => answer.Code == ErrorCodes.ChannelNameTaken));
    }

    [Theory]
    [OnEachDatabase]
    public async Task Joining_leaving_adding_removing_again_changes_nothing(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var channel = await world.ChannelAsync(Name());
        var path = $"/api/v1/channels/{channel.Id}/members";
        (Person, string, string)[] calls = [(ana, "PUT", "me"), (ana, "DELETE", "me"), (world.Owner, "PUT", $"{ana.Id}"), (world.Owner, "DELETE", $"{ana.Id}")];

        var head = channel.Head;
        foreach (var (person, method, who) in calls)
        {
            Assert.Equal(204, (await person.Http.CallAsync(method, $"{path}/{who}")).Status);
            Assert.Equal(204, (await person.Http.CallAsync(method, $"{path}/{who}")).Status);
            Assert.Equal(++head, (await world.Owner.Client.ReadChannelAsync(channel.Id, default)).Head);
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task Who_is_not_in_the_workspace_is_not_added(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var outsider = await world.OutsiderAsync("outsider");

        foreach (var accountId in (Guid[])[outsider.Id, Person.NewClientMessageId()])
        {
            var answer = await world.Owner.Http.CallAsync("PUT", $"/api/v1/channels/{world.GeneralId}/members/{accountId}");
            Assert.Equal((400, ErrorCodes.Validation), (answer.Status, answer.Code));
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task An_archived_channel_is_read_and_restored_and_nothing_else(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await world.ChannelAsync(Name());
        await world.Owner.PostAsync(channel.Id, "before");

        Assert.Equal(204, (await world.Owner.Http.CallAsync("DELETE", $"/api/v1/channels/{channel.Id}")).Status);
        Assert.Equal(204, (await world.Owner.Http.CallAsync("DELETE", $"/api/v1/channels/{channel.Id}")).Status);
        var archived = await world.Owner.Client.ReadChannelAsync(channel.Id, default);
        Assert.NotNull(archived.ArchivedAt);
        Assert.Equal(channel.Head + 2, archived.Head);
        Assert.Equal(ErrorCodes.ChannelArchived, (await world.Owner.Http.CallAsync("POST", $"/api/v1/channels/{channel.Id}/messages", new { text = "x", clientMessageId = Person.NewClientMessageId() })).Code);
        Assert.Equal("before", Assert.Single((await world.Owner.Client.ReadMessagesAsync(channel.Id, null, default)).Messages).Text);
        Assert.DoesNotContain((await world.Owner.Client.ReadChannelsAsync(world.WorkspaceId, null, null, default)).Channels, one => one.Id == channel.Id);
        Assert.Contains((await world.Owner.Client.ReadChannelsAsync(world.WorkspaceId, null, null, default, archived: true)).Channels, one => one.Id == channel.Id);

        await world.Owner.Client.UpdateChannelAsync(channel.Id, new UpdateChannelRequest { Archived = false }, default);
        await world.Owner.PostAsync(channel.Id, "after");
    }

    [Theory]
    [OnEachDatabase]
    public async Task The_channel_that_everyone_is_in_is_not_archived(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);

        Assert.Equal(ErrorCodes.Forbidden, (await world.Owner.Http.CallAsync("DELETE", $"/api/v1/channels/{world.GeneralId}")).Code);
        Assert.Equal(ErrorCodes.Validation, (await world.Owner.Http.CallAsync("PATCH", $"/api/v1/channels/{world.GeneralId}", new { archived = true })).Code);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_change_that_changes_nothing_is_no_event(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var channel = await world.ChannelAsync(Name());
        var changed = await world.Owner.Client.UpdateChannelAsync(channel.Id, new UpdateChannelRequest { Name = Name(), Topic = "t", Purpose = "p" }, default);

        var again = await world.Owner.Client.UpdateChannelAsync(channel.Id, new UpdateChannelRequest { Name = changed.Name, Topic = "t", Purpose = "p", Archived = false }, default);
        var nothing = await world.Owner.Client.UpdateChannelAsync(channel.Id, new UpdateChannelRequest(), default);

        Assert.Equal(channel.Head + 1, changed.Head);
        Assert.Equal((changed, changed), (again, nothing));
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_list_pages_through_every_channel_once_in_order_of_name(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        for (var number = 0; number < 7; number++)
        {
            await world.ChannelAsync($"{(number % 2 == 0 ? "B" : "a")}-{number}");
        }

        List<string> names = [];
        string? cursor = null;
        do
        {
            var page = await world.Owner.Client.ReadChannelsAsync(world.WorkspaceId, cursor, 3, default);
            Assert.InRange(page.Channels.Count, 1, 3);
            names.AddRange(page.Channels.Select(channel => channel.Name));
            cursor = page.Cursor;
        }
        while (cursor is not null);

        Assert.Equal(["a-1", "a-3", "a-5", "B-0", "B-2", "B-4", "B-6", "general"], names);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_guest_lists_only_the_channels_and_people_they_were_put_with(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var ana = await world.MemberAsync("ana");
        var ben = await world.MemberAsync("ben");
        var project = await world.ChannelAsync("project", ChannelVisibility.Private, ana);
        var gus = await world.GuestAsync("gus", project.Id);

        Assert.Equal([project.Id], (await gus.Client.ReadChannelsAsync(world.WorkspaceId, null, null, default)).Channels.Select(channel => channel.Id));
        Assert.Equal(["ana", "gus", "owner"], (await gus.Client.ReadMembersAsync(world.WorkspaceId, null, null, default)).Members.Select(member => member.Username));
        Assert.Equal(ErrorCodes.Validation, (await gus.Http.CallAsync("PUT", $"/api/v1/workspaces/{world.WorkspaceId}/direct-channels", new { accountIds = new[] { ben.Id } })).Code);
        Assert.Equal(201, (await gus.Http.CallAsync("PUT", $"/api/v1/workspaces/{world.WorkspaceId}/direct-channels", new { accountIds = new[] { ana.Id } })).Status);
    }

    private static string Name()
    {
        return $"channel-{Interlocked.Increment(ref _names)}";
    }
}
