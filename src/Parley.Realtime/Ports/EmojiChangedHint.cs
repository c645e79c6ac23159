namespace Parley.Realtime.Ports;

/// <summary>The emoji of a workspace changed: for everyone who sees the presence of all in it.</summary>
/// <param name="WorkspaceId">The workspace, which is the group of presence.</param>
public sealed record EmojiChangedHint(Guid WorkspaceId) : Hint
{
    /// <summary>Followed by every gateway.</summary>
    public override HintTopic Topic => HintTopic.Presence;
}
