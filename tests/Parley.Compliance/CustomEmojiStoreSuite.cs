using Parley.Modules.CustomEmoji;

namespace Parley.Compliance;

public abstract class CustomEmojiStoreSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    private const int Most = 100;

    [Fact]
    public async Task A_workspace_has_an_emoji_from_when_it_is_shown_until_it_is_removed()
    {
        var (ana, here) = await AddPlaceAsync();
        var elsewhere = await AddWorkspaceAsync(ana);
        var ship = await AddAsync(here, ana, "ship");
        Assert.Null(await Stores.Emoji.FindAsync(here, "ship", None));

        Assert.Equal(ShowEmojiOutcome.Shown, await Stores.Emoji.ShowAsync(ship, Most, None));
        Assert.Equal(ship, await Stores.Emoji.FindAsync(here, "ship", None));
        Assert.Null(await Stores.Emoji.FindAsync(elsewhere, "ship", None));
        Assert.Empty(await Stores.Emoji.TakeRemovedAsync(ship.CreatedAt, 10, None));

        var anchor = await AddAsync(here, ana, "anchor");
        await Stores.Emoji.ShowAsync(anchor, Most, None);
        Assert.Equal([anchor, ship], await Stores.Emoji.ListAsync(here, None));
        Assert.Empty(await Stores.Emoji.ListAsync(elsewhere, None));

        Assert.True(await Stores.Emoji.RemoveAsync(ship.Id, None));
        Assert.False(await Stores.Emoji.RemoveAsync(ship.Id, None));
        Assert.Null(await Stores.Emoji.FindAsync(here, "ship", None));
        Assert.Equal([anchor], await Stores.Emoji.ListAsync(here, None));
        Assert.Equal([ship.Id], await Stores.Emoji.TakeRemovedAsync(ship.CreatedAt, 10, None));
        await Stores.Emoji.ForgetAsync([ship.Id, anchor.Id], None);
        Assert.Empty(await Stores.Emoji.TakeRemovedAsync(Next(), 10, None));
        Assert.Equal([anchor], await Stores.Emoji.ListAsync(here, None));
    }

    [Fact]
    public async Task A_name_and_room_are_given_once_and_what_got_neither_is_removed()
    {
        var (ana, here) = await AddPlaceAsync();
        await Stores.Emoji.ShowAsync(await AddAsync(here, ana, "ship"), Most, None);
        var (again, other) = (await AddAsync(here, ana, "ship"), await AddAsync(here, ana, "anchor"));

        Assert.Equal(ShowEmojiOutcome.NameTaken, await Stores.Emoji.ShowAsync(again, Most, None));
        Assert.Equal(ShowEmojiOutcome.TooMany, await Stores.Emoji.ShowAsync(other, most: 1, None));

        Assert.Equal([again.Id, other.Id], await Stores.Emoji.TakeRemovedAsync(DateTimeOffset.UnixEpoch, 10, None));
    }

    [Fact]
    public async Task What_was_never_shown_is_removed_and_can_then_not_be_shown()
    {
        var (ana, here) = await AddPlaceAsync();
        var abandoned = await AddAsync(here, ana, "ship");

        Assert.Empty(await Stores.Emoji.TakeRemovedAsync(abandoned.CreatedAt, 10, None));
        Assert.Equal([abandoned.Id], await Stores.Emoji.TakeRemovedAsync(Next(), 10, None));

        Assert.Equal(ShowEmojiOutcome.Abandoned, await Stores.Emoji.ShowAsync(abandoned, Most, None));
        Assert.Empty(await Stores.Emoji.ListAsync(here, None));
    }

    [Fact]
    public async Task Of_those_that_are_added_at_the_same_time_with_one_name_one_is_shown()
    {
        var (ana, here) = await AddPlaceAsync();
        var nodes = new[] { Stores, OpenAnother() };
        var all = new List<StoredEmoji>();
        for (var index = 0; index < 10; index++)
        {
            all.Add(await AddAsync(here, ana, "ship"));
        }

        var outcomes = await Task.WhenAll(all.Select((emoji, index) => Task.Run(() => nodes[index % 2].Emoji.ShowAsync(emoji, Most, None))));

        Assert.Equal(9, outcomes.Count(outcome => outcome == ShowEmojiOutcome.NameTaken));
        Assert.Equal([all[Array.IndexOf(outcomes, ShowEmojiOutcome.Shown)]], await Stores.Emoji.ListAsync(here, None));
    }

    private async Task<(Guid Ana, Guid Workspace)> AddPlaceAsync()
    {
        var ana = await AddAccountAsync("ana");
        return (ana, await AddWorkspaceAsync(ana));
    }

    private async Task<StoredEmoji> AddAsync(Guid workspaceId, Guid creatorId, string name)
    {
        var emoji = new StoredEmoji(NewId(), workspaceId, name, creatorId, "hash", "image/png", Next());
        await Stores.Emoji.AddAsync(emoji, None);
        return emoji;
    }
}
