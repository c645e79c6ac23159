using Parley.Contracts;
using Parley.Modules.Avatars;

namespace Parley.Compliance;

public abstract class AvatarStoreSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    [Fact]
    public async Task An_account_shows_the_avatar_that_it_was_given_last_and_the_one_before_is_removed()
    {
        var ana = await AddAccountAsync("ana");
        var first = await AddAsync(ana, "a1");
        Assert.Null(await Stores.Avatars.FindAsync(ana, "a1", ana, None));

        Assert.True(await Stores.Avatars.ShowAsync(first, None));
        Assert.Equal(first, await Stores.Avatars.FindAsync(ana, "a1", ana, None));
        Assert.Equal("a1", (await Stores.Accounts.FindAsync(ana, None))!.AvatarHash);
        Assert.Empty(await Stores.Avatars.TakeRemovedAsync(first.UploadedAt, 10, None));

        var second = await AddAsync(ana, "b2");
        Assert.True(await Stores.Avatars.ShowAsync(second, None));
        Assert.Null(await Stores.Avatars.FindAsync(ana, "a1", ana, None));
        Assert.Equal(second, await Stores.Avatars.FindAsync(ana, "b2", ana, None));
        Assert.Equal([first.Id], await Stores.Avatars.TakeRemovedAsync(first.UploadedAt, 10, None));

        Assert.True(await Stores.Avatars.RemoveAsync(ana, None));
        Assert.False(await Stores.Avatars.RemoveAsync(ana, None));
        Assert.Null((await Stores.Accounts.FindAsync(ana, None))!.AvatarHash);
        Assert.Equal([first.Id, second.Id], await Stores.Avatars.TakeRemovedAsync(first.UploadedAt, 10, None));

        await Stores.Avatars.ForgetAsync([first.Id, second.Id], None);
        Assert.Empty(await Stores.Avatars.TakeRemovedAsync(Next(), 10, None));
    }

    [Fact]
    public async Task What_was_never_shown_is_removed_and_can_then_not_be_shown()
    {
        var ana = await AddAccountAsync("ana");
        var abandoned = await AddAsync(ana, "a1");

        Assert.Empty(await Stores.Avatars.TakeRemovedAsync(abandoned.UploadedAt, 10, None));
        Assert.Equal([abandoned.Id], await Stores.Avatars.TakeRemovedAsync(Next(), 10, None));

        Assert.False(await Stores.Avatars.ShowAsync(abandoned, None));
        Assert.Null((await Stores.Accounts.FindAsync(ana, None))!.AvatarHash);
    }

    [Fact]
    public async Task Avatars_that_are_set_at_the_same_time_leave_one_and_the_account_shows_it()
    {
        var ana = await AddAccountAsync("ana");
        var nodes = new[] { Stores, OpenAnother() };
        var avatars = new List<StoredAvatar>();
        for (var index = 0; index < 10; index++)
        {
            avatars.Add(await AddAsync(ana, $"h{index}"));
        }

        await Task.WhenAll(avatars.Select((avatar, index) => Task.Run(() => nodes[index % 2].Avatars.ShowAsync(avatar, None))));

        var shown = (await Stores.Accounts.FindAsync(ana, None))!.AvatarHash!;
        Assert.NotNull(await Stores.Avatars.FindAsync(ana, shown, ana, None));
        Assert.Equal(avatars.Where(avatar => avatar.Hash != shown).Select(avatar => avatar.Id), await Stores.Avatars.TakeRemovedAsync(avatars[0].UploadedAt, 20, None));
    }

    [Fact]
    public async Task Those_see_it_who_see_the_account_in_a_list_of_members()
    {
        var (owner, ana, guest, apart) = (await AddAccountAsync("owner"), await AddAccountAsync("ana"), await AddAccountAsync("guest"), await AddAccountAsync("apart"));
        var workspace = await AddWorkspaceAsync(owner, ana);
        await Stores.Workspaces.AddMemberAsync(workspace, guest, WorkspaceRole.Guest, Next(), None);
        await Stores.Workspaces.AddMemberAsync(workspace, apart, WorkspaceRole.Guest, Next(), None);
        await AddChannelAsync(workspace, "shared", ChannelVisibility.Private, ana, guest);
        await Stores.Avatars.ShowAsync(await AddAsync(ana, "a1"), None);

        Assert.NotNull(await Stores.Avatars.FindAsync(ana, "a1", owner, None));
        Assert.NotNull(await Stores.Avatars.FindAsync(ana, "a1", guest, None));
        Assert.Null(await Stores.Avatars.FindAsync(ana, "a1", apart, None));
        Assert.Null(await Stores.Avatars.FindAsync(ana, "a1", await AddAccountAsync("outsider"), None));
        Assert.Null(await Stores.Avatars.FindAsync(ana, "b2", owner, None));
    }

    private async Task<StoredAvatar> AddAsync(Guid accountId, string hash)
    {
        var avatar = new StoredAvatar(NewId(), accountId, hash, "image/png", Next());
        await Stores.Avatars.AddAsync(avatar, None);
        return avatar;
    }
}
