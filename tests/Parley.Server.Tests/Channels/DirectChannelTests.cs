using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Channels;

public sealed class DirectChannelTests(Worlds worlds) : IClassFixture<Worlds>
{
    [Theory]
    [OnEachDatabase]
    public async Task The_same_people_find_the_same_channel_whoever_opens_it(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (ana, ben, cleo) = (await world.MemberAsync("ana"), await world.MemberAsync("ben"), await world.MemberAsync("cleo"));

        var first = await OpenAsync(world, ana, ben.Id, cleo.Id);
        var again = await OpenAsync(world, cleo, ana.Id, ben.Id, cleo.Id, ben.Id);
        var pair = await OpenAsync(world, ana, ben.Id);

        var channel = first.Read(ParleyJson.Context.ChannelDto);
        Assert.Equal((201, 200, 201), (first.Status, again.Status, pair.Status));
        Assert.Equal(channel.Id, again.Read(ParleyJson.Context.ChannelDto).Id);
        Assert.NotEqual(channel.Id, pair.Read(ParleyJson.Context.ChannelDto).Id);
        Assert.Equal(new[] { ana.Id, ben.Id, cleo.Id }.Order(), channel.DirectMemberIds!);
        Assert.Equal(("", 3, ChannelVisibility.Direct), (channel.Name, channel.MemberCount, channel.Visibility));
        Assert.Contains((await ben.Client.ReadSyncAsync(default)).Channels, one => one.Channel.Id == channel.Id);
        Assert.DoesNotContain((await ben.Client.ReadChannelsAsync(world.WorkspaceId, null, null, default)).Channels, one => one.Id == channel.Id);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Opened_thirty_times_at_once_it_is_one_channel(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var (dan, eve) = (await world.MemberAsync("dan"), await world.MemberAsync("eve"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(number => number % 2 == 0 ? OpenAsync(world, dan, eve.Id) : OpenAsync(world, eve, dan.Id)));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.Equal(29, answers.Count(answer => answer.Status == 200));
        Assert.Single(answers.Select(answer => answer.Read(ParleyJson.Context.ChannelDto).Id).Distinct());
    }

    [Theory]
    [OnEachDatabase]
    public async Task With_oneself_it_is_for_notes(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);

        var channel = (await OpenAsync(world, world.Owner, world.Owner.Id)).Read(ParleyJson.Context.ChannelDto);

        Assert.Equal([world.Owner.Id], channel.DirectMemberIds!);
    }

    [Theory]
    [OnEachDatabase]
    public async Task Ten_people_fit_and_eleven_or_strangers_do_not(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var outsider = await world.OutsiderAsync("outsider");
        List<Guid> others = [];
        for (var number = 0; number < Limits.DirectChannelMembers; number++)
        {
            others.Add((await world.MemberAsync($"person-{number}")).Id);
        }

        Assert.Equal(201, (await OpenAsync(world, world.Owner, [.. others[1..]])).Status);
        foreach (var people in (Guid[][])[[.. others], [], [outsider.Id], [Person.NewClientMessageId()]])
        {
            var answer = await OpenAsync(world, world.Owner, people);
            Assert.Equal((400, ErrorCodes.Validation), (answer.Status, answer.Code));
        }
    }

    private static Task<Answer> OpenAsync(World world, Person person, params Guid[] accountIds)
    {
        return person.Http.CallAsync("PUT", $"/api/v1/workspaces/{world.WorkspaceId}/direct-channels", new { accountIds });
    }
}
