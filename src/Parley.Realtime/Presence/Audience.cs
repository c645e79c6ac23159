using Parley.Realtime.Connections;
using Parley.Realtime.Frames;

namespace Parley.Realtime.Presence;

/// <summary>Connections that see the same groups, so that they share every presence frame. The board locks.</summary>
internal sealed class Audience(string key, IReadOnlyList<Guid> groups)
{
    public string Key => key;

    public IReadOnlyList<Guid> Groups => groups;

    public HashSet<Connection> Connections { get; } = [];

    /// <summary>What was announced up to now, for those who come; null: to be made again.</summary>
    public Frame? Snapshot { get; set; }
}
