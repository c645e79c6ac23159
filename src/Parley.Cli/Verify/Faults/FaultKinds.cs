namespace Parley.Cli.Verify.Faults;

/// <summary>What the nemesis can do, as <c>--faults</c> names it.</summary>
internal static class FaultKinds
{
    public const string Kill = "kill";
    public const string Pause = "pause";
    public const string Restart = "restart";
    public const string Database = "database";
    public const string Broker = "broker";
    public const string Isolate = "isolate";
    public const string Cut = "cut";

    public static readonly IReadOnlyList<string> All = [Kill, Pause, Restart, Database, Broker, Isolate, Cut];
}
