using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Modules.Messages;

namespace Parley.Compliance;

/// <summary>Of the channel log, the messages and the pins: what a channel keeps at hand.</summary>
public abstract class PinSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    private Guid _owner;
    private Guid _ana;
    private Guid _ships;

    [Fact]
    public async Task Pinning_needs_a_member_and_a_message_that_is_there_and_happens_once()
    {
        await AddPlaceAsync();
        var seq = await PostAsync(_ships, _ana, "ahoy");

        Assert.Equal(new ChangeOutcome.Unchanged(), await ChangeAsync(Writes.Unpin(_ships, _ana, seq, Next())));
        Assert.Equal(new ChangeOutcome.Applied(5), await ChangeAsync(Writes.Pin(_ships, _owner, seq, Next())));
        Assert.Equal(new ChangeOutcome.Unchanged(), await ChangeAsync(Writes.Pin(_ships, _ana, seq, Next())));
        Assert.Equal(new ChangeOutcome.NoSuchMessage(), await ChangeAsync(Writes.Pin(_ships, _ana, 1, Next())));
        Assert.Equal(new ChangeOutcome.NoSuchMessage(), await ChangeAsync(Writes.Unpin(_ships, _ana, 1, Next())));
        Assert.Equal(new ChangeOutcome.NoSuchChannel(), await ChangeAsync(Writes.Pin(NewId(), _ana, seq, Next())));
        var bo = await AddAccountAsync("bo");
        Assert.Equal(new ChangeOutcome.NotAMember(), await ChangeAsync(Writes.Pin(_ships, bo, seq, Next())));
        Assert.Equal(new ChangeOutcome.NotAMember(), await ChangeAsync(Writes.Unpin(_ships, bo, seq, Next())));
        Assert.Equal(new ChangeOutcome.Applied(6), await ChangeAsync(Writes.Unpin(_ships, _ana, seq, Next())));
        Assert.Empty(await Stores.Pins.ListAsync(_ships, None));
    }

    [Fact]
    public async Task A_message_says_who_pinned_it_and_the_list_has_the_newest_pin_first()
    {
        await AddPlaceAsync();
        var (first, second, third) = (await PostAsync(_ships, _ana, "one"), await PostAsync(_ships, _ana, "two"), await PostAsync(_ships, _ana, "three"));
        var elsewhere = await AddChannelAsync(await AddWorkspaceAsync(_ana), "elsewhere", ChannelVisibility.Public, _ana);
        await ApplyAsync(Writes.Pin(elsewhere, _ana, await PostAsync(elsewhere, _ana, "not here"), Next()));
        await ApplyAsync(Writes.Pin(_ships, _ana, third, Next()));
        var at = Next();
        await ApplyAsync(Writes.Pin(_ships, _owner, first, at));
        await ApplyAsync(Writes.React(_ships, _ana, first, "👍", Next()));

        Assert.Equal([first, third], (await Stores.Pins.ListAsync(_ships, None)).Select(message => message.Seq));
        var page = (await Stores.Messages.ReadAsync(_ships, new MessageWindow(null, null, 50), None)).Messages;
        Assert.Equal([(first, _owner), (second, (Guid?)null), (third, _ana)], page.Select(message => (message.Seq, message.PinnedBy)));
        Assert.Equal(at, page[0].PinnedAt);
        Assert.Equal((_owner, at), ((await Stores.Messages.FindAsync(_ships, first, default, None))!.PinnedBy, page[0].PinnedAt));
    }

    [Fact]
    public async Task A_deleted_message_is_not_pinned_any_more_and_makes_room()
    {
        await AddPlaceAsync();
        for (var number = 0; number < Limits.PinnedMessages; number++)
        {
            await ApplyAsync(Writes.Pin(_ships, _ana, await PostAsync(_ships, _ana, $"{number}"), Next()));
        }

        var another = await PostAsync(_ships, _ana, "one too many");
        Assert.Equal(new ChangeOutcome.TooManyPins(), await ChangeAsync(Writes.Pin(_ships, _ana, another, Next())));
        await ApplyAsync(Writes.Delete(_ships, _ana, 4, mayDeleteOthers: false, Next()));
        Assert.Equal(new ChangeOutcome.Deleted(), await ChangeAsync(Writes.Pin(_ships, _ana, 4, Next())));
        Assert.Equal(new ChangeOutcome.Unchanged(), await ChangeAsync(Writes.Unpin(_ships, _ana, 4, Next())));
        await ApplyAsync(Writes.Pin(_ships, _ana, another, Next()));

        var pins = await Stores.Pins.ListAsync(_ships, None);
        Assert.Equal((Limits.PinnedMessages, another), (pins.Count, pins[0].Seq));
        Assert.DoesNotContain(pins, message => message.Seq == 4);
        Assert.Null((await Stores.Messages.FindAsync(_ships, 4, default, None))!.PinnedAt);
    }

    [Fact]
    public async Task An_archived_channel_keeps_its_pins_as_they_are()
    {
        await AddPlaceAsync();
        var (pinned, other) = (await PostAsync(_ships, _ana, "one"), await PostAsync(_ships, _ana, "two"));
        await ApplyAsync(Writes.Pin(_ships, _ana, pinned, Next()));
        await ApplyAsync(Writes.Update(_ships, _owner, new ChannelUpdated { Archived = true }, Next()));

        Assert.Equal(new ChangeOutcome.Archived(), await ChangeAsync(Writes.Pin(_ships, _ana, other, Next())));
        Assert.Equal(new ChangeOutcome.Archived(), await ChangeAsync(Writes.Unpin(_ships, _ana, pinned, Next())));
        Assert.Equal([pinned], (await Stores.Pins.ListAsync(_ships, None)).Select(message => message.Seq));
    }

    private Task<ChangeOutcome> ChangeAsync(ChannelChange change)
    {
        return Stores.Log.ChangeAsync(change, None);
    }

    /// <summary>A workspace of owner and ana with the channel "ships" that both are in; its head is 3.</summary>
    private async Task AddPlaceAsync()
    {
        _owner = await AddAccountAsync("owner");
        _ana = await AddAccountAsync("ana");
        _ships = await AddChannelAsync(await AddWorkspaceAsync(_owner, _ana), "ships", ChannelVisibility.Public, _owner, _ana);
    }
}
