namespace Parley.Realtime.Ports;

/// <summary>Who may connect, and what a connection may read. Implemented by the product; the engine decides nothing of this.</summary>
public interface IConnectionGate
{
    /// <returns>null when the token is unknown, expired or revoked.</returns>
    ValueTask<ConnectionIdentity?> AuthenticateAsync(string token, CancellationToken cancellationToken);

    /// <summary>
    /// Every channel the account is a member of, with its head, in one query. The engine calls it after it has registered the connection for
    /// the account's hints: a membership that starts or ends later is hinted, one that did so earlier is in the answer.
    /// </summary>
    /// <returns>null when the sign-in was revoked since <see cref="AuthenticateAsync"/>.</returns>
    ValueTask<FollowedChannels?> ReadFollowedAsync(ConnectionIdentity identity, CancellationToken cancellationToken);
}

public sealed record ConnectionIdentity(Guid AccountId, Guid SignInId);

public sealed record FollowedChannels
{
    /// <summary>The epoch of every seq here.</summary>
    public required string Epoch { get; init; }

    public required IReadOnlyList<ChannelHead> Channels { get; init; }

    /// <summary>Groups of accounts (workspaces) in which this account's presence shows.</summary>
    public required IReadOnlyList<Guid> AnnouncedIn { get; init; }

    /// <summary>Groups whose presence this account sees. A guest sees none.</summary>
    public required IReadOnlyList<Guid> PresenceOf { get; init; }
}
