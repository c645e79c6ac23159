namespace Parley.Realtime.Ports;

/// <summary>What a node says it wants to hear of. Every hint belongs to one topic.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Id">The channel's or the account's; empty for the other kinds.</param>
public readonly record struct HintTopic(HintTopicKind Kind, Guid Id)
{
    /// <summary>For all nodes, which need not follow it.</summary>
    public static readonly HintTopic EveryNode = new(HintTopicKind.EveryNode, Guid.Empty);

    /// <summary>Who is there, between gateways.</summary>
    public static readonly HintTopic Presence = new(HintTopicKind.Presence, Guid.Empty);

    /// <summary>Followed while a node has a reader of the channel.</summary>
    public static HintTopic Channel(Guid channelId) => new(HintTopicKind.Channel, channelId);

    /// <summary>Followed while a node has a connection of the account.</summary>
    public static HintTopic Account(Guid accountId) => new(HintTopicKind.Account, accountId);
}

public enum HintTopicKind
{
    /// <summary>What a node must hear of whoever is connected to it: revoked sign-ins.</summary>
    EveryNode = 0,
    Channel = 1,
    Account = 2,
    Presence = 3,
}
