using Parley.Cli.Load;

namespace Parley.Cli.Tests.Load;

public sealed class LoadLimitsTests
{
    private static readonly LoadLimits Limits = new() { Connections = 1_000, Messages = 10_000, Duration = TimeSpan.FromMinutes(10) };

    private static readonly LoadOptions Fits = new()
    {
        Scenario = "room",
        Server = new Uri("http://localhost"),
        Connections = 1_000,
        Accounts = 50,
        Ramp = TimeSpan.FromSeconds(4),
        Channels = 1,
        WarmUp = TimeSpan.FromSeconds(5),
        Duration = TimeSpan.FromSeconds(30),
        Rate = 100,
        Patience = TimeSpan.FromSeconds(10),
        ConnectsAtOnce = 256,
        CallsAtOnce = 2_000,
        Seed = 1,
        WorkspaceName = null,
        Keep = false,
        Limits = Limits,
    };

    [Fact]
    public void What_fits_begins()
    {
        Assert.Null(LoadLimits.Refusal(Fits, descriptors: 2_000));
        Assert.Null(LoadLimits.Refusal(Fits, descriptors: null));
    }

    [Fact]
    public void What_is_too_much_is_refused_with_what_to_turn()
    {
        Assert.Equal(
            [
                "1,001 connections are more than --max-connections allows (1,000)",
                "the run would take 11.7 min, more than --max-duration allows (10.0 min)",
                "the run would post about 35,000 messages, more than --max-messages allows (10,000)",
                "the run would post about 20,000 messages, more than --max-messages allows (10,000)",
                "the run would post about 60,000 messages, more than --max-messages allows (10,000)",
                "2,001 accounts are too many, the most is 2,000: connections share accounts",
                "10,001 channels are too many, the most is 10,000",
                "--max-connections: 60,001 is too much for one process, the most is 60,000: run several",
                "--max-messages: 100,000,001 is too much, the most is 100,000,000",
                "--max-duration: 1500 min is too long, the most is 24 h",
                "1,000 connections need 1,600 open files and this process may have 1,024: raise it with ulimit -n",
            ],
            new[]
            {
                Fits with { Connections = 1_001 },
                Fits with { Ramp = TimeSpan.FromMinutes(11) + TimeSpan.FromSeconds(5), Rate = 0 },
                Fits with { Rate = 1_000 },
                Fits with { Channels = 1_000, Missed = 20, Rate = 0 },
                Fits with { Rate = 0, PostsPerHour = 60, Pace = 600, WarmUp = TimeSpan.Zero, Duration = TimeSpan.FromSeconds(6) },
                Fits with { Accounts = 2_001 },
                Fits with { Channels = 10_001 },
                Fits with { Limits = Limits with { Connections = 60_001 } },
                Fits with { Limits = Limits with { Messages = 100_000_001 } },
                Fits with { Limits = Limits with { Duration = TimeSpan.FromHours(25) } },
                Fits,
            }.Select(options => LoadLimits.Refusal(options, descriptors: 1_024 + (options == Fits ? 0 : 100_000))));
    }

    [Theory]
    [InlineData("Max open files            20000                1048576              files     ", 20_000)]
    [InlineData("Max open files            unlimited            unlimited            files     ", null)]
    [InlineData("Max processes             1                    1                    processes ", null)]
    public void The_limit_on_open_files_is_the_soft_one(string line, int? expected)
    {
        Assert.Equal(expected, OpenFiles.Parse(["Limit                     Soft Limit           Hard Limit           Units     ", line]));
    }
}
