using Parley.Bench.Results;

namespace Parley.Bench.Tests;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(new double[] { 7 }, 7)]
    [InlineData(new double[] { 9, 1, 5 }, 5)]
    [InlineData(new double[] { 4, 1, 3, 2 }, 2.5)]
    public void The_median_is_the_middle_of_all(double[] values, double expected)
    {
        Assert.Equal(expected, Of(values).Median);
    }

    [Theory]
    [InlineData(0.5, 50)]
    [InlineData(0.95, 95)]
    [InlineData(0.99, 99)]
    [InlineData(1, 100)]
    [InlineData(0, 1)]
    public void A_part_of_the_values_stays_at_or_below_it(double part, double expected)
    {
        Assert.Equal(expected, Of([.. Enumerable.Range(1, 100).Reverse().Select(value => (double)value)]).At(part));
    }

    [Fact]
    public void Text_tells_the_median_and_the_spread()
    {
        Assert.Equal("2.00 (1.00 – 30.0)", Of([30, 1, 2]).ToString());
        Assert.Equal("2.00", Of([2]).ToString());
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.12345, "0.123")]
    [InlineData(1.2345, "1.23")]
    [InlineData(12.345, "12.3")]
    [InlineData(31_500.4, "31,500")]
    [InlineData(-12.345, "-12.3")]
    public void A_number_has_three_digits_that_say_something(double value, string expected)
    {
        Assert.Equal(expected, Figures.Format(value));
    }

    [Fact]
    public void Nothing_measured_has_no_median()
    {
        Assert.Throws<InvalidOperationException>(() => new Figures().Median);
    }

    private static Figures Of(double[] values)
    {
        var figures = new Figures();
        foreach (var value in values)
        {
            figures.Add(value);
        }

        return figures;
    }
}
