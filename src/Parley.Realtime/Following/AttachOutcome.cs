using Parley.Realtime.Ports;

namespace Parley.Realtime.Following;

/// <summary>What came of one try to attach a connection to a feed.</summary>
internal abstract record AttachOutcome
{
    public sealed record Attached : AttachOutcome;

    /// <summary>The account left in what was gone through; a later join is hinted on its own.</summary>
    public sealed record NotFollowing : AttachOutcome;

    /// <summary>The feed's ring does not reach back: go through this range of the log, then try again.</summary>
    public sealed record ReadFirst(EventRange Range) : AttachOutcome;

    /// <summary>More is missing than is replayed, or the cursor is past the head: the client has to reload.</summary>
    public sealed record TooFar(long Head) : AttachOutcome;
}
