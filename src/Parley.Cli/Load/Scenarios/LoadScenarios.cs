namespace Parley.Cli.Load.Scenarios;

/// <summary>The scenarios by the names that the command and the report use.</summary>
internal static class LoadScenarios
{
    public const string Connect = "connect";
    public const string Idle = "idle";
    public const string Room = "room";
    public const string ManyChannels = "many-channels";
    public const string MixedDay = "mixed-day";
    public const string Resume = "resume";

    public static ILoadScenario Of(string name)
    {
        return name switch
        {
            Connect => new ConnectScenario(),
            Idle => new IdleScenario(),
            Room or ManyChannels => new PostingScenario(),
            MixedDay => new MixedDayScenario(),
            Resume => new ResumeScenario(),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such scenario."),
        };
    }

    /// <summary>The series that a threshold without a name is about.</summary>
    public static string MainSeriesOf(string name)
    {
        return name switch
        {
            Connect => "connect",
            Idle => "pong",
            Resume => "resume",
            _ => "delivery",
        };
    }
}
