using Parley.Cli.Load.Measuring;

namespace Parley.Cli.Tests.Load.Measuring;

public sealed class HistogramTests
{
    [Fact]
    public void Without_records_everything_is_nothing()
    {
        var histogram = new Histogram();

        Assert.Equal((0L, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero), (histogram.Count, histogram.Least, histogram.Most, histogram.Mean, histogram.At(99)));
    }

    [Fact]
    public void A_percentile_is_that_of_the_sorted_values_to_within_one_percent_and_never_below()
    {
        var random = new Random(11);
        var values = Enumerable.Range(0, 10_000).Select(_ => (long)Math.Exp(random.NextDouble() * 20)).Order().ToArray();
        var histogram = new Histogram();
        foreach (var value in values)
        {
            histogram.Record(TimeSpan.FromMicroseconds(value));
        }

        Assert.All(new[] { 0, 1, 10, 50, 90, 95, 99, 99.9, 99.99, 100 }, percentile =>
        {
            var exact = values[Math.Max(0, (int)Math.Ceiling(percentile / 100 * values.Length) - 1)];
            Assert.InRange(histogram.At(percentile).TotalMicroseconds, exact, (exact * 1.008) + 1);
        });
        Assert.Equal((values[0], values[^1]), ((long)histogram.Least.TotalMicroseconds, (long)histogram.Most.TotalMicroseconds));
        Assert.Equal(values.Average(), histogram.Mean.TotalMicroseconds, tolerance: 1);
    }

    [Fact]
    public void Values_past_its_ends_count_at_its_ends()
    {
        var histogram = new Histogram();

        histogram.Record(TimeSpan.FromSeconds(-1));
        histogram.Record(TimeSpan.FromDays(3));

        Assert.Equal(TimeSpan.Zero, histogram.Least);
        Assert.InRange(histogram.Most, TimeSpan.FromHours(2), TimeSpan.FromHours(3));
        Assert.Equal(histogram.Most, histogram.At(100));
    }

    [Fact]
    public async Task Records_of_many_threads_are_all_counted()
    {
        var histogram = new Histogram();

        await Parallel.ForAsync(0, 8, (thread, _) =>
        {
            for (var value = 0; value < 50_000; value++)
            {
                histogram.Record(TimeSpan.FromMicroseconds(value + thread));
            }

            return ValueTask.CompletedTask;
        });

        Assert.Equal(400_000, histogram.Count);
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromMicroseconds(50_006)), (histogram.Least, histogram.Most));
        Assert.InRange(histogram.At(50).TotalMicroseconds, 25_000, 25_300);
    }

    [Fact]
    public void A_series_counts_from_when_a_thing_was_due_and_leaves_warming_up_out_of_the_total()
    {
        var series = new LatencySeries("post");
        series.Record(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        series.MeasureFrom(TimeSpan.FromSeconds(5));
        series.Record(TimeSpan.FromSeconds(4.999), TimeSpan.FromSeconds(9));
        series.Record(TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.25));

        Assert.Equal((1L, TimeSpan.FromSeconds(0.25)), (series.Total.Count, series.Total.Most));
        Assert.Equal(3, series.TakeInterval().Count);
        Assert.Equal(0, series.TakeInterval().Count);
    }

    [Fact]
    public void Faults_are_counted_by_kind_and_kinds_have_a_bound()
    {
        var faults = new Faults();
        for (var kind = 0; kind < 1_000; kind++)
        {
            faults.Add($"kind {kind}");
        }

        faults.Add("kind 0");
        var byKind = faults.ByKind();

        Assert.Equal(1_001, faults.Count);
        Assert.Equal(1_001, byKind.Sum(kind => kind.Value));
        Assert.Equal(41, byKind.Count);
        Assert.Equal("other errors", byKind[0].Key);
        Assert.Equal(KeyValuePair.Create("kind 0", 2L), byKind[1]);
    }
}
