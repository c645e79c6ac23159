using Parley.Realtime.Feeds;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Tests.Feeds;

public sealed class ReorderBufferTests
{
    [Fact]
    public void Items_come_out_in_order_whatever_order_they_went_in()
    {
        var buffer = new ReorderBuffer(capacity: 10);
        foreach (var seq in new long[] { 14, 12, 13, 12 })
        {
            buffer.Add(Event(seq));
        }

        Assert.Equal(12, buffer.First);
        Assert.Null(buffer.Take(11));
        Assert.Equal(12, buffer.Take(12)?.Seq);
        Assert.Null(buffer.Take(12));
        Assert.Equal(13, buffer.Take(13)?.Seq);
        Assert.Equal(14, buffer.Take(14)?.Seq);
        Assert.Null(buffer.First);
    }

    [Fact]
    public void A_full_buffer_lets_the_latest_go()
    {
        var buffer = new ReorderBuffer(capacity: 2);
        buffer.Add(Event(15));
        buffer.Add(Event(13));
        buffer.Add(Event(14));

        Assert.Equal(2, buffer.Count);
        Assert.Null(buffer.Take(15));
        Assert.Equal(13, buffer.Take(13)?.Seq);
        Assert.Equal(14, buffer.Take(14)?.Seq);
    }

    [Fact]
    public void What_was_delivered_another_way_is_dropped()
    {
        var buffer = new ReorderBuffer(capacity: 10);
        buffer.Add(Event(12));
        buffer.Add(Event(14));

        buffer.DropThrough(13);

        Assert.Equal(14, buffer.First);
        Assert.Equal(1, buffer.Count);
    }

    private static LoggedEvent Event(long seq)
    {
        return new LoggedEvent(Guid.Empty, seq, ReadOnlyMemory<byte>.Empty, EventEffect.None, Guid.Empty);
    }
}
