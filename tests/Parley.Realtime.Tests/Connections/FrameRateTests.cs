using Microsoft.Extensions.Time.Testing;
using Parley.Realtime.Connections;

namespace Parley.Realtime.Tests.Connections;

public sealed class FrameRateTests
{
    [Fact]
    public void A_burst_is_allowed_and_then_the_rate()
    {
        var time = new FakeTimeProvider();
        var rate = new FrameRate(framesPerSecond: 20, burst: 60, time);

        Assert.Equal(60, Enumerable.Range(0, 100).Count(_ => rate.TryTake()));
        time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.Equal(10, Enumerable.Range(0, 100).Count(_ => rate.TryTake()));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(60, Enumerable.Range(0, 100).Count(_ => rate.TryTake()));
    }
}
