using Parley.Realtime.Connections;

namespace Parley.Realtime.Tests.Connections;

public sealed class EvenDrainTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 3)]
    [InlineData(100, 3)]
    [InlineData(5_000, 10)]
    public async Task Each_part_of_the_time_takes_its_part_of_the_connections(int count, double seconds)
    {
        var time = new SkippingTime();
        var over = TimeSpan.FromSeconds(seconds);
        var at = new TimeSpan[count];
        var ended = 0;

        await EvenDrain.RunAsync(count, index => at[ended++] = index == ended - 1 ? time.Passed : throw new InvalidOperationException("Out of order."), over, time, default);

        Assert.Equal(count, ended);
        Assert.Equal(TimeSpan.Zero, at[0]);
        Assert.True(at[^1] <= over, $"{at[^1]}");

        // Each goes when its share of the time is over, to within a step.
        var step = TimeSpan.FromMilliseconds(Math.Max(21, (over / count).TotalMilliseconds + 1));
        Assert.All(Enumerable.Range(0, count), index => Assert.InRange(at[index], over * index / count - TimeSpan.FromMilliseconds(1), (over * index / count) + step));
    }

    [Fact]
    public async Task Without_a_time_all_go_at_once()
    {
        var time = new SkippingTime();
        var ended = 0;

        await EvenDrain.RunAsync(50, _ => ended++, TimeSpan.Zero, time, default);

        Assert.Equal((50, TimeSpan.Zero), (ended, time.Passed));
    }

    [Fact]
    public async Task Those_that_are_left_go_at_once_when_the_time_is_cut_short()
    {
        var time = new SkippingTime();
        using var cut = new CancellationTokenSource();
        var ended = 0;

        await EvenDrain.RunAsync(
            50,
            index =>
            {
                ended++;
                if (index == 10)
                {
                    cut.Cancel();
                }
            },
            TimeSpan.FromSeconds(50),
            time,
            cut.Token);

        Assert.Equal(50, ended);
        Assert.InRange(time.Passed, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(12));
    }

    /// <summary>A clock on which nobody waits: every delay moves it by just that.</summary>
    private sealed class SkippingTime : TimeProvider
    {
        private long _ticks;

        public TimeSpan Passed => TimeSpan.FromTicks(_ticks);

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            _ticks += dueTime.Ticks;
            return System.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}
