namespace Parley.Realtime.Ports;

/// <summary>What is shown of an account changed: for everyone who sees the presence of one of these groups.</summary>
/// <param name="AccountId">Who.</param>
/// <param name="Groups">At most <see cref="PresenceEntry.GroupsMost"/>; more are several hints.</param>
public sealed record AccountChangedHint(Guid AccountId, IReadOnlyList<Guid> Groups) : Hint
{
    /// <summary>Followed by every gateway.</summary>
    public override HintTopic Topic => HintTopic.Presence;
}
