using Parley.Cli.Load.Streams;

namespace Parley.Cli.Tests.Load.Streams;

public sealed class ChannelCursorsTests
{
    [Fact]
    public void In_order_everything_is_live_and_nothing_is_missing()
    {
        var cursors = new ChannelCursors(2);
        cursors.Ready(0, 10);
        cursors.Ready(1, 3);

        Assert.Equal([Arrival.Live, Arrival.Live, Arrival.Live], [cursors.Offer(0, 11), cursors.Offer(1, 4), cursors.Offer(0, 12)]);
        Assert.Equal((12L, 4L, 0L, true), (cursors.CursorOf(0), cursors.CursorOf(1), cursors.Holes, cursors.IsWhole));
    }

    [Fact]
    public void A_second_copy_is_a_double_a_hole_stays_until_it_is_filled_and_what_fills_it_is_late()
    {
        var cursors = new ChannelCursors(1);
        cursors.Ready(0, 0);

        Assert.Equal(Arrival.Live, cursors.Offer(0, 1));
        Assert.Equal(Arrival.Double, cursors.Offer(0, 1));
        Assert.Equal(Arrival.AfterGap, cursors.Offer(0, 5));
        Assert.Equal(3, cursors.Holes);
        Assert.Equal(Arrival.Late, cursors.Offer(0, 3));
        Assert.Equal(Arrival.Double, cursors.Offer(0, 3));
        Assert.Equal(Arrival.Live, cursors.Offer(0, 6));
        Assert.Equal(2, cursors.Holes);
    }

    [Fact]
    public void After_a_reconnect_it_is_whole_with_the_last_missed_event_of_the_last_channel()
    {
        var cursors = new ChannelCursors(3);
        Ready(cursors, 10, 20, 30);
        cursors.Disconnected();
        Ready(cursors, 12, 20, 31);

        Assert.False(cursors.IsWhole);
        Assert.Equal(Arrival.Replayed, cursors.Offer(0, 11));
        Assert.Equal(Arrival.Live, cursors.Offer(1, 21));
        Assert.Equal(Arrival.Replayed, cursors.Offer(2, 31));
        Assert.False(cursors.IsWhole);
        Assert.Equal(Arrival.Replayed, cursors.Offer(0, 12));
        Assert.True(cursors.IsWhole);
        Assert.Equal(Arrival.Live, cursors.Offer(0, 13));
        Assert.Equal(0, cursors.Holes);
    }

    [Fact]
    public void A_replay_that_breaks_off_goes_on_with_the_next_connection()
    {
        var cursors = new ChannelCursors(1);
        cursors.Ready(0, 10);
        cursors.Disconnected();
        cursors.Ready(0, 13);
        cursors.Offer(0, 11);
        cursors.Disconnected();
        cursors.Ready(0, 14);

        Assert.Equal(Arrival.Replayed, cursors.Offer(0, 12));
        Assert.Equal(Arrival.Replayed, cursors.Offer(0, 13));
        Assert.False(cursors.IsWhole);
        Assert.Equal(Arrival.Replayed, cursors.Offer(0, 14));
        Assert.True(cursors.IsWhole);
    }

    [Fact]
    public void A_hole_in_a_replay_is_a_hole_and_does_not_keep_it_open()
    {
        var cursors = new ChannelCursors(1);
        cursors.Ready(0, 10);
        cursors.Disconnected();
        cursors.Ready(0, 13);

        Assert.Equal(Arrival.AfterGap, cursors.Offer(0, 13));
        Assert.Equal((2L, true), (cursors.Holes, cursors.IsWhole));
    }

    [Fact]
    public void A_reset_ends_the_replay_of_its_channel_and_makes_no_hole()
    {
        var cursors = new ChannelCursors(2);
        Ready(cursors, 10, 10);
        cursors.Disconnected();
        Ready(cursors, 2_000, 11);

        cursors.Reset(0, 2_000);
        Assert.False(cursors.IsWhole);
        cursors.Offer(1, 11);

        Assert.Equal((true, 0L, 2_000L), (cursors.IsWhole, cursors.Holes, cursors.CursorOf(0)));
        Assert.Equal(Arrival.Live, cursors.Offer(0, 2_001));
    }

    [Fact]
    public void A_channel_joined_while_connected_starts_anywhere()
    {
        var cursors = new ChannelCursors(1);

        Assert.False(cursors.IsKnown(0));
        Assert.Equal(Arrival.Live, cursors.Offer(0, 17));
        Assert.Equal((true, 17L, 0L), (cursors.IsKnown(0), cursors.CursorOf(0), cursors.Holes));
    }

    [Fact]
    public void A_hole_of_any_size_is_counted_in_bounded_memory()
    {
        var cursors = new ChannelCursors(1);
        cursors.Ready(0, 0);

        cursors.Offer(0, 1_000_000_001);

        Assert.Equal(1_000_000_000, cursors.Holes);
    }

    private static void Ready(ChannelCursors cursors, params long[] heads)
    {
        foreach (var (slot, head) in heads.Index())
        {
            cursors.Ready(slot, head);
        }
    }
}
