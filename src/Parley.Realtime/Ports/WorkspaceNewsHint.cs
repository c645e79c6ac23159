namespace Parley.Realtime.Ports;

/// <summary>Something that everyone in a workspace shares changed: for everyone who sees the presence of all in it.</summary>
/// <param name="WorkspaceId">The workspace, which is the group of presence.</param>
/// <param name="What">What changed.</param>
public sealed record WorkspaceNewsHint(Guid WorkspaceId, WorkspaceNews What) : Hint
{
    /// <summary>Followed by every gateway.</summary>
    public override HintTopic Topic => HintTopic.Presence;
}

public enum WorkspaceNews
{
    /// <summary>The emoji of its own.</summary>
    Emoji = 0,

    /// <summary>The groups that are mentioned by one name.</summary>
    Groups = 1,
}
