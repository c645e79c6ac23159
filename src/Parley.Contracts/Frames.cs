using System.Text.Json.Serialization;

namespace Parley.Contracts;

/// <summary>The <c>type</c> of the frames of the event stream that are not channel events (<see cref="ChannelEventTypes"/>).</summary>
public static class FrameTypes
{
    // From the client.
    public const string Connect = "connect";
    public const string Ping = "ping";

    // From both sides.
    public const string Typing = "typing";
    public const string Presence = "presence";
    public const string WatchPresence = "watch-presence";

    // From the server.
    public const string Ready = "ready";
    public const string ChannelReset = "channel.reset";
    public const string Pong = "pong";
    public const string ReadMarker = "read-marker";
    public const string ThreadState = "thread-state";
    public const string SavedMessage = "saved-message";
    public const string Draft = "draft";
    public const string MeChanged = "me.changed";
    public const string AccountChanged = "account.changed";
    public const string NotificationSettings = "notification-settings";
    public const string EmojiChanged = "emoji.changed";
    public const string GroupsChanged = "groups.changed";
}

/// <summary>The client's first frame, due within 10 s of the upgrade.</summary>
public sealed record ConnectFrame
{
    public string Type { get; init; } = FrameTypes.Connect;

    /// <summary>Left out by a browser, whose cookie came with the upgrade.</summary>
    public string? Token { get; init; }

    /// <summary>The epoch of the cursors; left out the first time.</summary>
    public string? Epoch { get; init; }

    /// <summary>
    /// The seq of the last event that the client has, by channel. A channel that the client is a member of and that is not named here
    /// starts at its head. A cursor of a channel that the client may not follow is ignored.
    /// </summary>
    public IReadOnlyDictionary<Guid, long>? Cursors { get; init; }
}

/// <summary>The server's answer to <c>connect</c>. The replay follows, then live events; both in seq order per channel.</summary>
public sealed record ReadyFrame
{
    public string Type { get; init; } = FrameTypes.Ready;

    public required Guid ConnectionId { get; init; }

    public required Guid AccountId { get; init; }

    public required string Epoch { get; init; }

    /// <summary>The head of every channel that the connection follows.</summary>
    public required IReadOnlyDictionary<Guid, long> Heads { get; init; }
}

/// <summary>The client's cursor of this channel cannot be resumed: reload the channel, then go on from <see cref="Head"/>.</summary>
public sealed record ChannelResetFrame
{
    public string Type { get; init; } = FrameTypes.ChannelReset;

    public required Guid ChannelId { get; init; }

    /// <summary>The next event of the channel on this connection has the seq after this one.</summary>
    public required long Head { get; init; }
}

/// <summary>Asks for a <see cref="PongFrame"/> with the same number: how a browser, which cannot see WebSocket pings, finds a dead connection.</summary>
public sealed record PingFrame
{
    public string Type { get; init; } = FrameTypes.Ping;

    public required long N { get; init; }
}

public sealed record PongFrame
{
    public string Type { get; init; } = FrameTypes.Pong;

    public required long N { get; init; }
}

/// <summary>Someone types in a channel, or in a thread of it. Lossy; shown for at most 5 s. From the client without, from the server with the account.</summary>
public sealed record TypingFrame
{
    public string Type { get; init; } = FrameTypes.Typing;

    public required Guid ChannelId { get; init; }

    /// <summary>The root of the thread; absent: the channel itself. What is less than 1 is no thread, and the frame is passed over.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? ThreadSeq { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Guid? AccountId { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<PresenceStatus>))]
public enum PresenceStatus
{
    [JsonStringEnumMemberName("offline")]
    Offline = 0,

    [JsonStringEnumMemberName("away")]
    Away = 1,

    [JsonStringEnumMemberName("online")]
    Online = 2,
}

/// <summary>The client says whether its person is there: <c>online</c> or <c>away</c>.</summary>
public sealed record SetPresenceFrame
{
    public string Type { get; init; } = FrameTypes.Presence;

    public required PresenceStatus Status { get; init; }
}

/// <summary>
/// The client shows the presence of these accounts from now on, and of no others. The answer is a <see cref="PresenceFrame"/> with the snapshot of
/// them; changes follow. A new connection watches nobody.
/// </summary>
public sealed record WatchPresenceFrame
{
    public string Type { get; init; } = FrameTypes.WatchPresence;

    /// <summary>At most <see cref="Limits.WatchedAccounts"/>. Those that the account may not see are offline to it.</summary>
    public required IReadOnlyList<Guid> AccountIds { get; init; }
}

/// <summary>Who of those that the client watches is there. Coalesced: what changed and changed back within a moment is not told.</summary>
public sealed record PresenceFrame
{
    public string Type { get; init; } = FrameTypes.Presence;

    /// <summary>true: the answer to <see cref="WatchPresenceFrame"/>, and accounts that are not named are offline. false: these changed.</summary>
    public required bool IsSnapshot { get; init; }

    public required IReadOnlyDictionary<Guid, PresenceStatus> Accounts { get; init; }
}

/// <summary>The account's read marker moved, on this or another device.</summary>
public sealed record ReadMarkerFrame
{
    public string Type { get; init; } = FrameTypes.ReadMarker;

    public required Guid ChannelId { get; init; }

    public required long Seq { get; init; }

    /// <summary>Counts the marker's moves. Frames of two nodes may come in another order than the moves: one with a version that is not above the last one's is old news.</summary>
    public required long Version { get; init; }
}

/// <summary>The account follows a thread, or no longer, or its read marker in it moved, on this or another device.</summary>
public sealed record ThreadStateFrame
{
    public string Type { get; init; } = FrameTypes.ThreadState;

    /// <summary>What the thread is to the account now.</summary>
    public required ThreadStateDto State { get; init; }
}

/// <summary>The account saved a message for later, or took it off its list, on this or another device.</summary>
public sealed record SavedMessageFrame
{
    public string Type { get; init; } = FrameTypes.SavedMessage;

    public required Guid ChannelId { get; init; }

    public required long MessageSeq { get; init; }

    public required bool IsSaved { get; init; }
}

/// <summary>What waits in one of the account's composers changed, on this or another device: <c>GET /api/v1/me/drafts</c> has the text.</summary>
public sealed record DraftFrame
{
    public string Type { get; init; } = FrameTypes.Draft;

    public required Guid ChannelId { get; init; }

    /// <summary>The root of the thread whose composer it is; null: the channel's own.</summary>
    public long? ThreadSeq { get; init; }

    /// <summary>As <see cref="DraftDto.UpdatedAt"/>; null: there is none any more.</summary>
    public required DateTimeOffset? UpdatedAt { get; init; }
}

/// <summary>
/// What is shown of someone (the name, the title, the avatar, the status, the role) changed: ask <c>GET /api/v1/workspaces/{id}/members/{accountId}</c> again, in a workspace where
/// they are shown. Coalesced, and lossy: after a new connection the client asks for what it shows.
/// </summary>
public sealed record AccountChangedFrame
{
    public string Type { get; init; } = FrameTypes.AccountChanged;

    public required Guid AccountId { get; init; }
}

/// <summary>
/// The workspace's own emoji changed: ask <c>GET /api/v1/workspaces/{id}/emoji</c> again. Coalesced, and lossy: after a new connection the client asks for what it shows.
/// </summary>
public sealed record EmojiChangedFrame
{
    public string Type { get; init; } = FrameTypes.EmojiChanged;

    public required Guid WorkspaceId { get; init; }
}

/// <summary>
/// The workspace's groups changed: ask <c>GET /api/v1/workspaces/{id}/groups</c> again. Coalesced, and lossy: after a new connection the client asks for what it shows.
/// </summary>
public sealed record GroupsChangedFrame
{
    public string Type { get; init; } = FrameTypes.GroupsChanged;

    public required Guid WorkspaceId { get; init; }
}

/// <summary>The account's own profile, preferences, workspaces or roles changed: ask <c>GET /api/v1/me</c> again.</summary>
public sealed record MeChangedFrame
{
    public string Type { get; init; } = FrameTypes.MeChanged;
}
