namespace Parley.Faults.BrokenServer;

/// <summary>What keeps a promise, and can be taken out here.</summary>
public enum Protection
{
    /// <summary>The server as it is.</summary>
    None,

    /// <summary>The server as it is, on a bus that loses half of the hints, doubles and delays others, which buses may.</summary>
    NoneOnUnreliableBus,

    /// <summary>On a bus that loses every fifth hint, and what was lost is never read from the log.</summary>
    GapFilling,

    /// <summary>A repeated post is stored once more.</summary>
    Idempotency,

    /// <summary>Nodes do not see that a member has left.</summary>
    MembershipFence,

    /// <summary>The database answers before the commit is written.</summary>
    CommitBeforeAcknowledge,
}
