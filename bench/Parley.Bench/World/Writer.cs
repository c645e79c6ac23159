using Parley.Realtime;

namespace Parley.Bench.World;

/// <summary>How Parley writes to its connections: the choices that this build of the server has.</summary>
internal static class Writer
{
    private const string Key = "Parley:Realtime:Writer";

    // Before the setting there was one writer, over the stream.
    private static readonly bool CanChoose = typeof(RealtimeOptions).GetProperty("Writer") is not null;

    /// <summary>The name for the tables and the settings of the server, the default first.</summary>
    public static IReadOnlyList<(string Name, (string Key, string Value)[] Settings)> All => CanChoose
        ? [("Parley, direct", [(Key, "direct")]), ("Parley, stream", [(Key, "stream")])]
        : [("Parley, stream", [])];

    public static string Default => All[0].Name;
}
