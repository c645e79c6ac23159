using Parley.Cli.Load;

namespace Parley.Cli.Tests.Load;

public sealed class ArrivalsTests
{
    [Fact]
    public void Constant_arrivals_are_in_step_and_do_not_drift()
    {
        var arrivals = Arrivals.Constant(300, TimeSpan.FromMinutes(10)).ToList();

        Assert.Equal(180_000, arrivals.Count);
        Assert.Equal(TimeSpan.Zero, arrivals[0]);
        Assert.Equal(TimeSpan.FromSeconds(1), arrivals[300]);
        Assert.Equal(TimeSpan.FromSeconds(599), arrivals[179_700]);
    }

    [Fact]
    public void Poisson_arrivals_come_at_their_rate_in_order_and_sometimes_close_together()
    {
        var arrivals = Arrivals.Poisson(100, TimeSpan.FromSeconds(200), new Random(7)).ToList();
        var pauses = arrivals.Zip(arrivals.Skip(1), (one, next) => (next - one).TotalSeconds).ToList();

        // 20,000 are expected, with a standard deviation of 141.
        Assert.InRange(arrivals.Count, 19_400, 20_600);
        Assert.All(pauses, pause => Assert.True(pause >= 0));
        Assert.All(arrivals, arrival => Assert.InRange(arrival, TimeSpan.Zero, TimeSpan.FromSeconds(200)));

        // Of an exponential distribution 63 % are below its mean.
        Assert.InRange(pauses.Count(pause => pause < 0.01) / (double)pauses.Count, 0.60, 0.66);
    }

    [Fact]
    public void The_same_seed_makes_the_same_arrivals_and_another_one_others()
    {
        static List<TimeSpan> Make(int seed) => [.. Arrivals.Poisson(50, TimeSpan.FromSeconds(10), new Random(seed))];

        Assert.Equal(Make(1), Make(1));
        Assert.NotEqual(Make(1), Make(2));
    }

    [Fact]
    public void A_ramp_is_even_and_one_of_no_length_is_all_at_once()
    {
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)], Arrivals.Evenly(4, TimeSpan.FromSeconds(4)));
        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero], Arrivals.Evenly(2, TimeSpan.Zero));
    }
}
