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

    /// <summary>Where hints are routed by name: <c>everynode</c>, <c>presence</c>, <c>channel.</c> or <c>account.</c> and the id in 32 digits.</summary>
    public string Name => Kind switch
    {
        HintTopicKind.EveryNode => "everynode",
        HintTopicKind.Channel => $"channel.{Id:N}",
        HintTopicKind.Account => $"account.{Id:N}",
        HintTopicKind.Presence => "presence",
        _ => throw new InvalidOperationException($"Unknown topic {Kind}."),
    };

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
