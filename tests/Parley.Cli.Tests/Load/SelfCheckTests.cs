using Parley.Cli.Load;

namespace Parley.Cli.Tests.Load;

public sealed class SelfCheckTests
{
    private static readonly SelfCheckResult Rested = new()
    {
        Cores = 2,
        ProcessorShare = 0.3,
        MachineShare = 0.6,
        PauseShare = 0.01,
        Held = 0,
        StartLagP50 = TimeSpan.FromMilliseconds(1),
        StartLagP99 = TimeSpan.FromMilliseconds(3),
        StartLagMost = TimeSpan.FromMilliseconds(40),
        PoolDelayP99 = TimeSpan.FromMilliseconds(1),
        MemoryBytes = 100_000_000,
    };

    [Fact]
    public void A_generator_with_time_left_was_not_the_bottleneck()
    {
        Assert.False(Rested.WasBottleneck);
        Assert.False((Rested with { MachineShare = null }).WasBottleneck);
    }

    [Fact]
    public void Each_way_of_having_none_left_is_said()
    {
        Assert.Equal(["it took 80 % of 2 cores"], (Rested with { ProcessorShare = 0.8, MachineShare = 0.99 }).Reasons());
        Assert.Equal(["this machine was full (99 % of 2 cores, the generator 30 %): it should not share one with the server"], (Rested with { MachineShare = 0.99 }).Reasons());
        Assert.Equal(["it started what was due late (p99 25.0 ms)"], (Rested with { StartLagP99 = TimeSpan.FromMilliseconds(25) }).Reasons());
        Assert.Equal(["what arrived waited for a thread (p99 25.0 ms)"], (Rested with { PoolDelayP99 = TimeSpan.FromMilliseconds(25) }).Reasons());
        Assert.Equal(["garbage collection stopped it for 6 % of the time"], (Rested with { PauseShare = 0.06 }).Reasons());
    }

    [Fact]
    public void The_processor_time_of_the_machine_is_all_but_idle_and_waiting()
    {
        var before = MachineTime.Parse("cpu  100 0 100 700 100 0 0 0 0 0");
        var after = MachineTime.Parse("cpu  150 10 130 780 110 5 5 0 0 0");

        Assert.Equal(new MachineTime(Busy: 200, Total: 1000), before);
        Assert.Equal(100.0 / 190, after.BusySince(before));
        Assert.Null(after.BusySince(null));
        Assert.Null(before.BusySince(before));
    }
}
