using Parley.Contracts;

namespace Parley.Client;

/// <summary>What <see cref="ParleyEventStream.ReadAsync"/> hands out. New kinds may come: ignore those that you do not know.</summary>
public abstract record StreamFrame
{
    private StreamFrame()
    {
    }

    /// <summary>An event of a channel's log: each once, in seq order without holes, from the cursor or the last reset on.</summary>
    public sealed record ChannelEvent(ChannelEventDto Event) : StreamFrame;

    /// <summary>
    /// What the reader knows of this channel is out of date by more than the stream makes up for (too much was missed, the database was restored, or
    /// the channel was joined while offline): load it again. The next event of the channel has the seq after <see cref="Head"/>.
    /// </summary>
    public sealed record ChannelReset(Guid ChannelId, long Head) : StreamFrame;

    /// <summary>Someone types; show it for at most 5 s. Lossy.</summary>
    public sealed record Typing(Guid ChannelId, long? ThreadSeq, Guid AccountId) : StreamFrame;

    /// <summary>Who of the watched accounts is there. With <see cref="IsSnapshot"/> those that are not named are offline.</summary>
    public sealed record Presence(bool IsSnapshot, IReadOnlyDictionary<Guid, PresenceStatus> Accounts) : StreamFrame;

    /// <summary>The account's own read marker moved, perhaps on another device. One with a version that is not above the last one's is old news.</summary>
    public sealed record ReadMarker(Guid ChannelId, long Seq, long Version) : StreamFrame;

    /// <summary>The account follows a thread, or no longer, or has read it, perhaps on another device.</summary>
    public sealed record ThreadState(ThreadStateDto State) : StreamFrame;

    /// <summary>The account saved a message for later, or took it off its list, perhaps on another device.</summary>
    public sealed record SavedMessage(Guid ChannelId, long MessageSeq, bool IsSaved) : StreamFrame;

    /// <summary>What waits in one of the account's composers changed, perhaps on another device; no time: there is none any more.</summary>
    public sealed record Draft(Guid ChannelId, long? ThreadSeq, DateTimeOffset? UpdatedAt) : StreamFrame;

    /// <summary>The account's profile, workspaces or roles changed: <see cref="ParleyClient.ReadMeAsync"/> knows.</summary>
    public sealed record MeChanged : StreamFrame;

    /// <summary>What is shown of someone changed: <see cref="ParleyClient.ReadMemberAsync"/> knows. Coalesced and lossy.</summary>
    public sealed record AccountChanged(Guid AccountId) : StreamFrame;

    /// <summary>The account's settings of notifications changed, perhaps on another device; no channel: those for all.</summary>
    public sealed record NotificationSettings(Guid? ChannelId) : StreamFrame;
    /// <summary>The workspace's own emoji changed: <see cref="ParleyClient.ReadEmojiAsync"/> knows. Coalesced and lossy.</summary>
    public sealed record EmojiChanged(Guid WorkspaceId) : StreamFrame;
    /// <summary>The workspace's groups changed: <see cref="ParleyClient.ReadGroupsAsync"/> knows. Coalesced and lossy.</summary>
    public sealed record GroupsChanged(Guid WorkspaceId) : StreamFrame;

    /// <summary>
    /// A connection is open; what was missed follows. <see cref="ReadyFrame.Heads"/> names every channel that is followed: one that was followed before and is
    /// not named is no longer the account's to read.
    /// </summary>
    /// <param name="Ready">What the server answered.</param>
    /// <param name="IsResume">false: the first connection of a stream without cursors, which starts at the heads.</param>
    public sealed record Connected(ReadyFrame Ready, bool IsResume) : StreamFrame;

    /// <summary>The connection ended; the stream opens another one by itself.</summary>
    /// <param name="CloseCode">One of <see cref="CloseCodes"/> or of RFC 6455; 1006: it broke without one.</param>
    public sealed record Disconnected(int CloseCode) : StreamFrame;
}
