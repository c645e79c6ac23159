using Parley.Realtime;

namespace Parley.Bench.World;

/// <summary>How Parley writes to its connections: each way takes part in a comparison, with the settings that choose it.</summary>
internal static class Writer
{
    private const string Key = "Parley:Realtime:Writer";

    /// <summary>The default first: it is the one that is judged.</summary>
    public static readonly IReadOnlyList<(string Name, (string Key, string Value)[] Settings)> All =
    [
        ("Parley, direct", [(Key, nameof(FrameWriterKind.Direct))]),
        ("Parley, stream", [(Key, nameof(FrameWriterKind.Stream))]),
    ];

    public static string Default => All[0].Name;
}
