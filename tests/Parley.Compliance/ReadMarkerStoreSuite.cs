using Parley.Contracts;
using Parley.Modules.ReadMarkers;

namespace Parley.Compliance;

public abstract class ReadMarkerStoreSuite(Func<IStoresFactory> create) : StoreSuite(create)
{
    [Fact]
    public async Task A_marker_moves_forward_and_back_and_never_past_the_head()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var channel = await AddChannelAsync(await AddWorkspaceAsync(ana, bo), "ships", ChannelVisibility.Public, ana, bo);
        await PostAsync(channel, ana, "ahoy");

        Assert.Equal(new ReadMarker(4, 2), await Stores.ReadMarkers.SetAsync(ana, channel, 4, None));
        Assert.Equal(new ReadMarker(1, 3), await Stores.ReadMarkers.SetAsync(ana, channel, 1, None));
        Assert.Equal(new ReadMarker(4, 4), await Stores.ReadMarkers.SetAsync(ana, channel, long.MaxValue, None));

        var mine = Assert.Single((await Stores.Channels.ReadSyncAsync(ana, None)).Channels);
        Assert.Equal((4L, 4L), (mine.ReadSeq, mine.ReadVersion));
        Assert.Equal(3, Assert.Single((await Stores.Channels.ReadSyncAsync(bo, None)).Channels).ReadSeq);
    }

    [Fact]
    public async Task Who_is_not_a_member_has_no_marker()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var channel = await AddChannelAsync(await AddWorkspaceAsync(ana, bo), "ships", ChannelVisibility.Public, ana, bo);
        await ApplyAsync(Writes.Remove(channel, bo, bo, Next()));

        Assert.Null(await Stores.ReadMarkers.SetAsync(bo, channel, 1, None));
        Assert.Null(await Stores.ReadMarkers.SetAsync(ana, NewId(), 1, None));
    }

    [Fact]
    public async Task Who_joins_again_has_read_what_was_before()
    {
        var (ana, bo) = (await AddAccountAsync("ana"), await AddAccountAsync("bo"));
        var channel = await AddChannelAsync(await AddWorkspaceAsync(ana, bo), "ships", ChannelVisibility.Public, ana, bo);
        await ApplyAsync(Writes.Remove(channel, bo, bo, Next()));
        await PostAsync(channel, ana, "while bo was away");
        await ApplyAsync(Writes.Add(channel, bo, bo, Next()));

        var mine = Assert.Single((await Stores.Channels.ReadSyncAsync(bo, None)).Channels);
        Assert.Equal((6L, 0), (mine.ReadSeq, mine.Unread));
    }
}
