using Parley.Bench.Processes;

namespace Parley.Bench.Tests;

public sealed class ProcessUsageTests
{
    [Fact]
    public void Our_own_time_and_memory_are_what_the_runtime_says()
    {
        var before = Environment.CpuUsage.TotalTime;
        var used = ProcessUsage.ProcessorTimeOf(Environment.ProcessId);
        var after = Environment.CpuUsage.TotalTime;

        // /proc counts in hundredths of a second.
        Assert.InRange(used, before - TimeSpan.FromMilliseconds(20), after + TimeSpan.FromMilliseconds(20));
        var (rss, pss) = ProcessUsage.MemoryOf(Environment.ProcessId);
        Assert.InRange(pss, 1, rss);
    }

    [Fact]
    public void A_tree_holds_its_root()
    {
        Assert.True(ProcessUsage.ProcessorTimeOfTree(Environment.ProcessId) >= ProcessUsage.ProcessorTimeOf(Environment.ProcessId) - TimeSpan.FromMilliseconds(20));
    }

    [Fact]
    public async Task A_program_that_fails_says_why()
    {
        await using var process = ChildProcess.Start("sh", ["-c", "echo one; echo two >&2; exit 3"]);

        Assert.Equal("one", await process.ReadLineAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => process.ReadLineAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Equal("sh ended with 3: two", failure.Message);
    }

    [Fact]
    public async Task A_program_that_watches_its_input_ends_when_it_is_let_go()
    {
        var process = ChildProcess.Start("cat", []);
        var id = process.Id;

        await process.DisposeAsync();

        Assert.False(Directory.Exists($"/proc/{id}"));
    }
}
