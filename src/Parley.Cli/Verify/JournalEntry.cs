using System.Text.Json.Serialization;

namespace Parley.Cli.Verify;

/// <summary>One line of a journal: what a run knows for certain, written down when it knew it.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(RunStarted), "run-started")]
[JsonDerivedType(typeof(Acknowledged), "acknowledged")]
[JsonDerivedType(typeof(Listening), "listening")]
[JsonDerivedType(typeof(Heard), "heard")]
[JsonDerivedType(typeof(ToldToReload), "reset")]
[JsonDerivedType(typeof(Reconnected), "reconnected")]
[JsonDerivedType(typeof(ListenerStopped), "listener-stopped")]
internal abstract record JournalEntry;

internal sealed record RunStarted(Guid WorkspaceId, IReadOnlyList<Guid> ChannelIds, DateTimeOffset At) : JournalEntry;

/// <summary>The server answered 200 or 201 to a post.</summary>
internal sealed record Acknowledged(Guid ChannelId, long Seq, Guid ClientMessageId, string TextSha256) : JournalEntry;

/// <summary>A listener's first connection: from these heads on it must see everything.</summary>
internal sealed record Listening(string Listener, IReadOnlyDictionary<Guid, long> Heads) : JournalEntry;

/// <summary>An event that a listener was handed. The text is that of a posted message; null: it is another event.</summary>
internal sealed record Heard(string Listener, Guid ChannelId, long Seq, string Type, string? TextSha256) : JournalEntry;

internal sealed record ToldToReload(string Listener, Guid ChannelId, long Head) : JournalEntry;

internal sealed record Reconnected(string Listener) : JournalEntry;

/// <summary>The orderly end of a listener, after which it must have seen everything up to these heads.</summary>
internal sealed record ListenerStopped(string Listener, IReadOnlyDictionary<Guid, long> Heads, long Repeats, long Gaps) : JournalEntry;

[JsonSourceGenerationOptions(
    System.Text.Json.JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JournalEntry))]
internal sealed partial class JournalJsonContext : JsonSerializerContext;
