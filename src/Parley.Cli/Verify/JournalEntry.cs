using System.Text.Json.Serialization;

namespace Parley.Cli.Verify;

/// <summary>One line of a journal: what a run knows for certain, written down when it knew it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RunStarted), "run-started")]
[JsonDerivedType(typeof(Acknowledged), "acknowledged")]
[JsonDerivedType(typeof(GaveUp), "gave-up")]
[JsonDerivedType(typeof(Listening), "listening")]
[JsonDerivedType(typeof(Heard), "heard")]
[JsonDerivedType(typeof(ToldToReload), "reset")]
[JsonDerivedType(typeof(Disconnected), "disconnected")]
[JsonDerivedType(typeof(Reconnected), "reconnected")]
[JsonDerivedType(typeof(ListenerStopped), "listener-stopped")]
[JsonDerivedType(typeof(ReadAfterLeaving), "read-after-leaving")]
[JsonDerivedType(typeof(UnreadSaid), "unread-said")]
[JsonDerivedType(typeof(FaultBegan), "fault-began")]
[JsonDerivedType(typeof(FaultEnded), "fault-ended")]
[JsonDerivedType(typeof(NodeEnded), "node-ended")]
[JsonDerivedType(typeof(ServerSaid), "server-said")]
internal abstract record JournalEntry
{
    /// <summary>Milliseconds since the run began.</summary>
    public long AtMs { get; init; }
}

internal sealed record RunStarted(Guid WorkspaceId, IReadOnlyList<Guid> ChannelIds, DateTimeOffset At) : JournalEntry;

/// <summary>The server answered 200 or 201 to a post.</summary>
internal sealed record Acknowledged(Guid ChannelId, long Seq, Guid ClientMessageId, string TextSha256) : JournalEntry
{
    /// <summary>When it was sent for the first time.</summary>
    public long DueMs { get; init; }
}

/// <summary>A post was repeated to the end of the patience, and never answered.</summary>
internal sealed record GaveUp(Guid ChannelId, Guid ClientMessageId) : JournalEntry;

/// <summary>A listener's first connection: from these heads on it must see everything.</summary>
internal sealed record Listening(string Listener, Guid AccountId, IReadOnlyDictionary<Guid, long> Heads) : JournalEntry;

/// <summary>An event that a listener was handed. The text is that of a posted message; null: it is another event.</summary>
internal sealed record Heard(string Listener, Guid ChannelId, long Seq, string Type, string? TextSha256) : JournalEntry;

internal sealed record ToldToReload(string Listener, Guid ChannelId, long Head) : JournalEntry;

internal sealed record Disconnected(string Listener, int CloseCode) : JournalEntry;

/// <param name="Listener">Who.</param>
/// <param name="Followed">The channels that it follows now; what it has of others counts no longer.</param>
internal sealed record Reconnected(string Listener, IReadOnlyList<Guid> Followed) : JournalEntry;

/// <summary>The orderly end of a listener, after which it must have seen everything up to these heads.</summary>
internal sealed record ListenerStopped(string Listener, IReadOnlyDictionary<Guid, long> Heads, long Repeats, long Gaps) : JournalEntry;

/// <summary>After its removal from a private channel was acknowledged an account asked for the messages.</summary>
internal sealed record ReadAfterLeaving(Guid AccountId, Guid ChannelId, bool WasRefused) : JournalEntry;

/// <summary>When the run was over and nothing changed any more, the server said this of a channel to one of its members.</summary>
internal sealed record UnreadSaid(Guid AccountId, Guid ChannelId, long ReadSeq, int Unread) : JournalEntry;

/// <param name="Fault">As <c>--faults</c> has it.</param>
/// <param name="What">For people: what of whom, how long.</param>
internal sealed record FaultBegan(string Fault, string What) : JournalEntry;

/// <summary>All that the fault took away is back and ready.</summary>
internal sealed record FaultEnded(string Fault) : JournalEntry;

/// <param name="Node">Its number.</param>
/// <param name="ExitCode">null: it did not end in the time that it had, and was killed.</param>
/// <param name="WasAsked">Whether it had got a SIGTERM; false: it ended by itself.</param>
internal sealed record NodeEnded(int Node, int? ExitCode, bool WasAsked) : JournalEntry;

/// <summary>All that the server said of a channel when the run was over.</summary>
internal sealed record ServerSaid(Guid ChannelId, ChannelHistory History) : JournalEntry;

[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class JournalJsonContext : JsonSerializerContext;
