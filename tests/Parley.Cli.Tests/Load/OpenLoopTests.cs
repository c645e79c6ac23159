using Parley.Cli.Load;
using Parley.Cli.Load.Measuring;

namespace Parley.Cli.Tests.Load;

public sealed class OpenLoopTests
{
    private readonly LoadClock _clock = new(TimeProvider.System);
    private readonly SelfCheck _self;

    public OpenLoopTests()
    {
        _self = new SelfCheck(_clock);
    }

    [Fact]
    public async Task An_answer_that_does_not_come_delays_nothing_that_is_due_after_it()
    {
        var first = new TaskCompletionSource();
        List<TimeSpan> dues = [];

        await new OpenLoop(_clock, _self).RunAsync(Arrivals.Constant(1_000, TimeSpan.FromMilliseconds(20)), 100, Start, default);

        // The twentieth lets the first one end: a loop that waited for answers would never get there.
        Task Start(int number, TimeSpan due)
        {
            dues.Add(due);
            if (number == 19)
            {
                first.SetResult();
            }

            return number == 0 ? first.Task : Task.CompletedTask;
        }

        Assert.Equal(20, dues.Count);
        Assert.Equal(TimeSpan.FromMilliseconds(19), dues[19] - dues[0]);
        Assert.Equal(0, _self.Result().Held);
    }

    [Fact]
    public async Task Nothing_starts_before_it_is_due()
    {
        List<TimeSpan> early = [];

        await new OpenLoop(_clock, _self).RunAsync(Arrivals.Poisson(2_000, TimeSpan.FromMilliseconds(50), new Random(3)), 1_000, Start, default);

        Task Start(int number, TimeSpan due)
        {
            if (_clock.Now < due)
            {
                early.Add(due);
            }

            return Task.CompletedTask;
        }

        Assert.Empty(early);
    }

    [Fact]
    public async Task What_waits_for_a_place_is_counted_as_held_and_keeps_the_moment_that_it_was_due()
    {
        var first = new TaskCompletionSource();
        List<TimeSpan> dues = [];

        var running = new OpenLoop(_clock, _self).RunAsync([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero], 1, Start, default);
        Assert.Single(dues);
        first.SetResult();
        await running;

        Task Start(int number, TimeSpan due)
        {
            dues.Add(due);
            return number == 0 ? first.Task : Task.CompletedTask;
        }

        Assert.Equal(3, dues.Count);
        Assert.Equal(dues[0], dues[2]);
        Assert.True(_self.Result().Held >= 1);
    }

    [Fact]
    public async Task A_stopped_loop_starts_nothing_more_and_waits_for_what_is_under_way()
    {
        using var stop = new CancellationTokenSource();
        var started = 0;
        var first = new TaskCompletionSource();

        var running = new OpenLoop(_clock, _self).RunAsync(Arrivals.Constant(1, TimeSpan.FromHours(1)), 10, Start, stop.Token);
        await stop.CancelAsync();
        Assert.False(running.IsCompleted);
        first.SetResult();

        Task Start(int number, TimeSpan due)
        {
            started++;
            return first.Task;
        }

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(1, started);
    }

    [Fact]
    public async Task A_fault_of_what_was_started_is_not_swallowed()
    {
        var running = new OpenLoop(_clock, _self).RunAsync([TimeSpan.Zero], 10, (_, _) => Task.FromException(new InvalidOperationException("a bug")), default);

        Assert.Equal("a bug", (await Assert.ThrowsAsync<InvalidOperationException>(() => running)).Message);
    }
}
