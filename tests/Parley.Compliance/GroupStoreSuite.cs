using Parley.Contracts;
using Parley.Modules.Groups;

namespace Parley.Compliance;

public abstract class GroupStoreSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    private const int Most = 3;

    [Fact]
    public async Task A_group_is_as_it_was_put_last()
    {
        var (ana, bo, here) = await AddPlaceAsync();
        var elsewhere = await AddWorkspaceAsync(ana);
        var made = Group("oncall", ana, bo);
        Assert.Equal(PutGroupOutcome.Made, await Stores.Groups.PutAsync(here, made, Most, None));
        Assert.Equal(PutGroupOutcome.Same, await Stores.Groups.PutAsync(here, Group("oncall", ana, bo), Most, None));
        AssertSame([made], await Stores.Groups.ListAsync(here, None));

        var changed = Group("oncall", bo);
        var other = Group("docs", ana);
        Assert.Equal(PutGroupOutcome.Changed, await Stores.Groups.PutAsync(here, changed, Most, None));
        Assert.Equal(PutGroupOutcome.Made, await Stores.Groups.PutAsync(here, other, Most, None));
        AssertSame([other, changed], await Stores.Groups.ListAsync(here, None));
        Assert.Empty(await Stores.Groups.ListAsync(elsewhere, None));

        Assert.True(await Stores.Groups.DeleteAsync(here, "oncall", None));
        Assert.False(await Stores.Groups.DeleteAsync(here, "oncall", None));
        AssertSame([other], await Stores.Groups.ListAsync(here, None));
    }

    [Fact]
    public async Task What_cannot_be_changes_nothing()
    {
        var (ana, bo, here) = await AddPlaceAsync();
        var outsider = await AddAccountAsync("cleo");
        var kept = Group("oncall", ana);
        await Stores.Groups.PutAsync(here, kept, Most, None);

        Assert.Equal(PutGroupOutcome.Outsiders, await Stores.Groups.PutAsync(here, Group("oncall", ana, outsider), Most, None));
        Assert.Equal(PutGroupOutcome.NameOfSomeone, await Stores.Groups.PutAsync(here, Group("bo", ana), Most, None));
        Assert.Equal(PutGroupOutcome.TooMany, await Stores.Groups.PutAsync(here, Group("docs", ana), most: 1, None));
        Assert.Equal(PutGroupOutcome.Made, await Stores.Groups.PutAsync(here, Group("cleo", bo), Most, None));

        Assert.True(await Stores.Groups.DeleteAsync(here, "cleo", None));
        AssertSame([kept], await Stores.Groups.ListAsync(here, None));
    }

    [Fact]
    public async Task Who_leaves_the_workspace_leaves_its_groups_and_no_others()
    {
        var (ana, bo, here) = await AddPlaceAsync();
        var elsewhere = await AddWorkspaceAsync(ana, bo);
        var (both, alone) = (Group("oncall", ana, bo), Group("docs", bo));
        foreach (var group in new[] { both, alone })
        {
            await Stores.Groups.PutAsync(here, group, Most, None);
            await Stores.Groups.PutAsync(elsewhere, group, Most, None);
        }

        await Stores.Log.RemoveFromWorkspaceAsync(here, bo, channelId => Writes.Left(channelId, ana, bo, Next()), None);
        await Stores.Workspaces.AddMemberAsync(here, bo, WorkspaceRole.Member, Next(), None);

        AssertSame([alone with { AccountIds = [] }, both with { AccountIds = [ana] }], await Stores.Groups.ListAsync(here, None));
        AssertSame([alone, both], await Stores.Groups.ListAsync(elsewhere, None));
    }

    [Fact]
    public async Task Of_those_that_are_put_at_the_same_time_as_many_are_made_as_there_may_be_and_each_is_whole()
    {
        var (ana, bo, here) = await AddPlaceAsync();
        var nodes = new[] { Stores, OpenAnother() };
        GroupDto[] groups = [.. Enumerable.Range(0, 12).Select(index => Group($"group-{index % 6}", index % 2 == 0 ? [ana, bo] : [bo]))];

        var outcomes = await Task.WhenAll(groups.Select((group, index) => Task.Run(() => nodes[index % 2].Groups.PutAsync(here, group, Most, None))));

        var kept = await Stores.Groups.ListAsync(here, None);
        Assert.Equal((Most, Most), (kept.Count, outcomes.Count(outcome => outcome == PutGroupOutcome.Made)));
        Assert.All(kept, group => Assert.Contains(groups, put => put.Name == group.Name && put.AccountIds.SequenceEqual(group.AccountIds)));
    }

    [Fact]
    public async Task A_channel_knows_of_a_group_who_is_in_both()
    {
        var (ana, bo, here) = await AddPlaceAsync();
        var channel = await AddChannelAsync(here, "ops", ChannelVisibility.Public, ana);
        await Stores.Groups.PutAsync(here, Group("oncall", ana, bo), Most, None);
        await Stores.Groups.PutAsync(here, Group("docs", bo), Most, None);

        var found = await Stores.Mentions.FindGroupsAsync(channel, ["oncall", "docs", "nobody", "Oncall"], None);

        Assert.Equal([("oncall", ana)], found.SelectMany(group => group.Select(accountId => (group.Key, accountId))));
        Assert.Empty(await Stores.Mentions.FindGroupsAsync(channel, [], None));
        Assert.Empty(await Stores.Mentions.FindGroupsAsync(NewId(), ["oncall"], None));
    }

    private static void AssertSame(IReadOnlyList<GroupDto> expected, IReadOnlyList<GroupDto> actual)
    {
        Assert.Equal(expected.Select(Text), actual.Select(Text));

        static string Text(GroupDto group)
        {
            return $"{group.Name} {group.ChangedAt:O} {string.Join(' ', group.AccountIds)}";
        }
    }

    private GroupDto Group(string name, params Guid[] accountIds)
    {
        return new GroupDto { Name = name, AccountIds = [.. accountIds.Order()], ChangedAt = Next() };
    }

    private async Task<(Guid Ana, Guid Bo, Guid Workspace)> AddPlaceAsync()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        return (ana, bo, await AddWorkspaceAsync(ana, bo));
    }
}
