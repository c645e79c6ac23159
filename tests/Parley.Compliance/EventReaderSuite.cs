using Parley.Contracts;
using Parley.Realtime.Ports;

namespace Parley.Compliance;

public abstract class EventReaderSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    [Fact]
    public async Task Ranges_come_in_the_order_asked_each_from_its_start_up_to_its_limit()
    {
        var ana = await AddAccountAsync("ana");
        var workspace = await AddWorkspaceAsync(ana);
        var (ships, boats, empty) = (await AddAsync("ships"), await AddAsync("boats"), NewId());

        var events = await Stores.Events.ReadAsync(
            [new EventRange(ships, 2, 2), new EventRange(empty, 0, 10), new EventRange(boats, 0, 10), new EventRange(ships, 5, 10)], None);

        Assert.Equal(
            [(ships, 3), (ships, 4), (boats, 1), (boats, 2), (boats, 3), (boats, 4), (boats, 5)],
            events.Select(logged => (logged.ChannelId, (int)logged.Seq)));
        Assert.Equal((EventEffect.Joined, ana), (events[3].Effect, events[3].SubjectId));
        Assert.All(events.Where(logged => logged != events[3]), logged => Assert.Equal((EventEffect.None, Guid.Empty), (logged.Effect, logged.SubjectId)));
        Assert.Empty(await Stores.Events.ReadAsync([], None));

        async Task<Guid> AddAsync(string name)
        {
            var id = await AddChannelAsync(workspace, name, ChannelVisibility.Public, ana);
            await PostAsync(id, ana, "one");
            await PostAsync(id, ana, "two");
            await PostAsync(id, ana, "three");
            return id;
        }
    }

    [Fact]
    public async Task The_bytes_are_those_that_were_posted_with_the_seq_in_them()
    {
        var ana = await AddAccountAsync("ana");
        var channel = await AddChannelAsync(await AddWorkspaceAsync(ana), "ships", ChannelVisibility.Public, ana);
        var draft = Writes.Post(channel, ana, "Grüße <b>&</b> 🚢", NewId(), Next());
        await Stores.Log.PostAsync([draft], None);

        var logged = Assert.Single(await Stores.Events.ReadAsync([new EventRange(channel, 2, 10)], None));

        Assert.Equal(draft.Event.WithSeq(3), logged.Json.ToArray());
        Assert.Equal(logged.Json.ToArray(), Assert.Single(await Stores.Log.ReadAsync(channel, 2, 10, None)).Json.ToArray());
    }

    [Fact]
    public async Task Heads_are_those_of_the_channels_that_exist_however_many_are_asked_for()
    {
        var ana = await AddAccountAsync("ana");
        var workspace = await AddWorkspaceAsync(ana);
        var ships = await AddChannelAsync(workspace, "ships", ChannelVisibility.Public, ana);
        var boats = await AddChannelAsync(workspace, "boats", ChannelVisibility.Public, ana);
        await PostAsync(boats, ana, "ahoy");
        Guid[] asked = [ships, .. Enumerable.Range(0, 1_200).Select(_ => NewId()), boats];

        var heads = await Stores.Events.ReadHeadsAsync(asked, None);

        Assert.Equal(new[] { new ChannelHead(ships, 2), new ChannelHead(boats, 3) }.OrderBy(head => head.Seq), heads.OrderBy(head => head.Seq));
        Assert.Empty(await Stores.Events.ReadHeadsAsync([], None));
    }
}
