using Parley.Cli.Verify.Faults;

namespace Parley.Cli.Tests.Verify;

public sealed class NemesisTests
{
    [Fact]
    public async Task The_end_comes_before_a_fault_that_is_due_so_that_a_run_whose_faults_take_long_ends_too()
    {
        using var ending = new CancellationTokenSource();
        Assert.True(await Nemesis.ComesAsync(Task.CompletedTask, ending.Token));

        await ending.CancelAsync();

        Assert.False(await Nemesis.ComesAsync(Task.CompletedTask, ending.Token));
        Assert.False(await Nemesis.ComesAsync(Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None), ending.Token));
    }
}
