using CsCheck;
using Parley.Realtime.Feeds;
using Parley.Realtime.Frames;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Tests.Feeds;

public sealed class EventRingTests
{
    [Fact]
    public void It_covers_what_it_holds_and_nothing_before()
    {
        var ring = new EventRing(capacity: 3, capacityBytes: 1_000);
        for (var seq = 11; seq <= 15; seq++)
        {
            ring.Add(Event(seq, bytes: 10));
        }

        Assert.False(ring.Covers(after: 11));
        Assert.True(ring.Covers(after: 12));
        Assert.Equal([13L, 14, 15], ring.After(12).Select(one => one.Seq));
        Assert.Equal([15L], ring.After(14).Select(one => one.Seq));
        Assert.Empty(ring.After(15));
    }

    [Fact]
    public void An_empty_ring_covers_nothing()
    {
        Assert.False(new EventRing(3, 1_000).Covers(after: 0));
    }

    [Fact]
    public void An_event_larger_than_the_ring_leaves_no_hole_in_it()
    {
        var ring = new EventRing(capacity: 10, capacityBytes: 100);
        ring.Add(Event(1, bytes: 10));
        ring.Add(Event(2, bytes: 200));

        Assert.False(ring.Covers(after: 0));
        ring.Add(Event(3, bytes: 10));
        Assert.False(ring.Covers(after: 1));
        Assert.Equal([3L], ring.After(2).Select(one => one.Seq));
    }

    [Fact]
    public void Cleared_it_covers_nothing_before_what_comes_next()
    {
        var ring = new EventRing(capacity: 3, capacityBytes: 1_000);
        ring.Add(Event(1, bytes: 10));
        ring.Add(Event(2, bytes: 10));

        ring.Clear();
        ring.Add(Event(3, bytes: 10));

        Assert.False(ring.Covers(after: 1));
        Assert.Equal([3L], ring.After(2).Select(one => one.Seq));
    }

    [Fact]
    public void It_holds_the_newest_within_both_bounds_whatever_comes()
    {
        Gen.Select(Gen.Int[1, 20], Gen.Int[50, 400], Gen.Int[0, 120].Array[1, 80]).Sample(
            (capacity, capacityBytes, sizes) =>
            {
                var ring = new EventRing(capacity, capacityBytes);
                List<FramedEvent> all = [];
                foreach (var size in sizes)
                {
                    all.Add(Event(all.Count + 1, size));
                    ring.Add(all[^1]);
                }

                // The longest run at the end that fits.
                var kept = 0;
                var bytes = 0;
                while (kept < Math.Min(capacity, all.Count) && bytes + all[^(kept + 1)].Frame.Length <= capacityBytes)
                {
                    bytes += all[^++kept].Frame.Length;
                }

                // Making room goes event by event, so it may have dropped one that a smaller newcomer would have left; never kept too much.
                Assert.InRange(ring.Count, 0, kept);
                Assert.Equal(all.TakeLast(ring.Count), Enumerable.Range(0, ring.Count).Select(index => ring[index]));
            },
            iter: 2_000,
            threads: 1);
    }

    private static FramedEvent Event(long seq, int bytes)
    {
        return new FramedEvent(seq, Frame.Text(new byte[bytes]), EventEffect.None, Guid.Empty);
    }
}
