using Parley.Modules.Jobs;

namespace Parley.Modules.Tests.Jobs;

public sealed class RetryPauseTests
{
    private static readonly JobsOptions Options = new() { FirstRetry = TimeSpan.FromSeconds(4), LongestRetry = TimeSpan.FromSeconds(60) };

    [Theory]
    [InlineData(1, 0, 2)]
    [InlineData(1, 0.5, 3)]
    [InlineData(2, 0, 4)]
    [InlineData(3, 0, 8)]
    [InlineData(5, 0, 30)]
    [InlineData(1_000, 0, 30)]
    [InlineData(1_000, 0.5, 45)]
    public void It_doubles_up_to_its_bound_and_half_of_it_is_by_chance(int attempt, double share, double seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetryPause.After(attempt, Options, share));
    }
}
