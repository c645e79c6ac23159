using Parley.Client;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Groups;

public sealed class GroupTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static int _names;

    [Theory]
    [OnEachDatabase]
    public async Task A_message_calls_those_of_a_group_who_are_in_its_channel_and_says_so(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (ana, ben, outside) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"), await world.MemberAsync("cleo"));
        var channel = await NewChannelAsync(world, ana, ben);
        var group = await NewGroupAsync(world, world.Owner, ana, outside);
        await using var stream = await Listener.StartAsync(ana);

        var posted = await world.Owner.PostAsync(channel, $"@{group}: the harbour, please. `@{group}` @ben");

        Assert.Equal([ben.Id, ana.Id], posted.Mentions?.AccountIds);
        Assert.Equal([group], posted.Mentions?.Groups);
        var heard = Assert.Single(await stream.WaitForAsync(channel, ChannelEventTypes.MessagePosted, 1)).AsMessagePosted()!;
        Assert.Equal([group], heard.Mentions?.Groups);
        Assert.Equal(1, await MentionsAsync(ana, channel));
        Assert.Equal(1, await MentionsAsync(ben, channel));
        Assert.Equal(posted.Seq, Assert.Single((await ana.Client.ReadMentionsAsync(world.WorkspaceId, null, null, default)).Messages, message => message.ChannelId == channel).Seq);

        // Who is in the group when the message is edited is called by it then.
        await world.Owner.Client.PutGroupAsync(world.WorkspaceId, group, [ben.Id], default);
        await world.Owner.Client.EditMessageAsync(channel, posted.Seq, $"@{group}!", default);
        Assert.Equal(0, await MentionsAsync(ana, channel));
        Assert.Equal(1, await MentionsAsync(ben, channel));

        // A group whose people here are its author alone calls nobody.
        Assert.Null((await ben.PostAsync(channel, $"@{group}")).Mentions);
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_person_goes_before_a_group_of_the_same_name(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (ana, ben) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"));
        var group = await NewGroupAsync(world, ben);
        var namesake = await world.MemberAsync(group);
        var channel = await NewChannelAsync(world, ana, ben);

        Assert.Equal([ben.Id], (await ana.PostAsync(channel, $"@{group}")).Mentions?.AccountIds);
        await world.Owner.Client.AddChannelMemberAsync(channel, namesake.Id, default);

        var mentions = (await ana.PostAsync(channel, $"@{group}.")).Mentions;
        Assert.Equal([namesake.Id], mentions?.AccountIds);
        Assert.Null(mentions?.Groups);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Guests_are_called_by_groups_and_neither_call_nor_see_them(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var channel = await NewChannelAsync(world, ana);
        var guest = await world.GuestAsync($"guest-{kind}", channel);
        var group = await NewGroupAsync(world, ana, guest);

        Assert.Equal(new[] { ana.Id, guest.Id }.Order(), (await world.Owner.PostAsync(channel, $"@{group}")).Mentions?.AccountIds);
        Assert.Null((await guest.PostAsync(channel, $"@{group}")).Mentions);
        var refused = await guest.Http.CallAsync("GET", PathOf(world, null));
        Assert.Equal((403, ErrorCodes.Forbidden), (refused.Status, refused.Code));
        Assert.DoesNotContain(group, refused.Body, StringComparison.Ordinal);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Everyone_in_the_workspace_hears_of_a_change_and_nobody_of_none(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var (ana, guest) = (await world.MemberAsync("ana"), await world.GuestAsync("gus", world.GeneralId));
        await using var stream = await Listener.StartAsync(ana);
        await using var guests = await Listener.StartAsync(guest);
        var changed = new StreamFrame.GroupsChanged(world.WorkspaceId);

        var made = await world.Owner.Http.CallAsync("PUT", PathOf(world, "oncall"), new { accountIds = new[] { ana.Id, ana.Id } });
        Assert.Equal(201, made.Status);
        Assert.Equal([ana.Id], made.Read(ParleyJson.Context.GroupDto).AccountIds);
        await stream.WaitAsync("the group", frames => frames.Count(frame => Equals(frame, changed)) == 1);
        Assert.Equal(200, (await ana.Http.CallAsync("PUT", PathOf(world, "oncall"), new { accountIds = new[] { ana.Id } })).Status);
        Assert.Equal(200, (await ana.Http.CallAsync("PUT", PathOf(world, "oncall"), new { accountIds = new[] { world.Owner.Id } })).Status);
        await stream.WaitAsync("its change", frames => frames.Count(frame => Equals(frame, changed)) == 2);
        Assert.Equal([world.Owner.Id], Assert.Single((await ana.Client.ReadGroupsAsync(world.WorkspaceId, default)).Groups).AccountIds);
        Assert.Equal(204, (await ana.Http.CallAsync("DELETE", PathOf(world, "oncall"))).Status);
        await stream.WaitAsync("its end", frames => frames.Count(frame => Equals(frame, changed)) == 3);
        Assert.Equal(204, (await ana.Http.CallAsync("DELETE", PathOf(world, "oncall"))).Status);

        Assert.Empty((await ana.Client.ReadGroupsAsync(world.WorkspaceId, default)).Groups);
        Assert.DoesNotContain(guests.Frames, frame => frame is StreamFrame.GroupsChanged);
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_is_wrong_with_a_group_is_said_and_changes_nothing(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var ana = await world.MemberAsync("ana");
        var outsider = await world.OutsiderAsync("oz");
        var group = await NewGroupAsync(world, ana);
        foreach (var name in (string[])["x", "Oncall", "-oncall", "oncall.", "on call", "ünter", "channel", "here", "all", "everyone", "ana", new string('x', 33)])
        {
            Assert.Equal("name", await WrongFieldAsync(name, ana.Id));
        }

        foreach (var accountIds in (Guid[][])[[], [outsider.Id], [ana.Id, Guid.Empty], [.. Enumerable.Range(0, Limits.GroupMembers + 1).Select(_ => Person.NewClientMessageId())]])
        {
            Assert.Equal("accountIds", await WrongFieldAsync(group, accountIds));
        }

        Assert.Equal([ana.Id], Assert.Single((await ana.Client.ReadGroupsAsync(world.WorkspaceId, default)).Groups, one => one.Name == group).AccountIds);

        async Task<string> WrongFieldAsync(string name, params Guid[] accountIds)
        {
            var answer = await ana.Http.CallAsync("PUT", PathOf(world, Uri.EscapeDataString(name)), new { accountIds });
            Assert.Equal((400, ErrorCodes.Validation), (answer.Status, answer.Code));
            return Assert.Single(answer.Read(ParleyJson.Context.ProblemDto).Errors!).Key;
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_message_calls_so_many_groups_and_no_more(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var people = new List<Person>();
        var names = new List<string>();
        for (var index = 0; index <= Limits.MentionedGroups; index++)
        {
            people.Add(await world.MemberAsync($"member-{index}"));
            names.Add(await NewGroupAsync(world, people[^1]));
        }

        var channel = await NewChannelAsync(world, [.. people]);
        var mentions = (await world.Owner.PostAsync(channel, string.Join(' ', names.Select(name => $"@{name}")))).Mentions;

        Assert.Equal(names.Take(Limits.MentionedGroups), mentions?.Groups);
        Assert.Equal(people.Take(Limits.MentionedGroups).Select(person => person.Id), mentions?.AccountIds);
    }

    private static string PathOf(World world, string? name)
    {
        return $"/api/v1/workspaces/{world.WorkspaceId}/groups{(name is null ? "" : $"/{name}")}";
    }

    private static async Task<int> MentionsAsync(Person person, Guid channel)
    {
        return (await person.Client.ReadSyncAsync(default)).Channels.Single(one => one.Channel.Id == channel).MentionCount;
    }

    private static async Task<string> NewGroupAsync(World world, params Person[] people)
    {
        return (await world.Owner.Client.PutGroupAsync(world.WorkspaceId, $"group-{Interlocked.Increment(ref _names)}", [.. people.Select(person => person.Id)], default)).Name;
    }

    private static async Task<Guid> NewChannelAsync(World world, params Person[] members)
    {
        return (await world.ChannelAsync($"grouped-{Interlocked.Increment(ref _names)}", ChannelVisibility.Public, members)).Id;
    }
}
