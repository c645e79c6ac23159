using Parley.Contracts;
using Parley.Modules.Workspaces;
using Parley.Realtime.Ports;

namespace Parley.Modules.Channels.Log;

/// <summary>
/// The channel log in the database: events with seqs 1, 2, 3, … per channel without holes, and the state that they make, changed together.
/// Every write may throw <see cref="IOException"/> when the database does not answer: whether it took effect is then unknown. Safe for use
/// from many threads, but <see cref="PostAsync"/> has one caller at a time.
/// </summary>
public interface IChannelLogStore
{
    /// <summary>
    /// One transaction for all drafts of a channel, and for those of all channels unless another node writes to some of them at the same time. Within
    /// a channel the drafts get their seqs in the order given. Two drafts of a batch never have the same author, channel and client message id.
    /// </summary>
    /// <returns>An outcome per draft, in their order.</returns>
    Task<IReadOnlyList<PostOutcome>> PostAsync(IReadOnlyList<MessageDraft> drafts, CancellationToken cancellationToken);

    Task<ChangeOutcome> ChangeAsync(ChannelChange change, CancellationToken cancellationToken);

    /// <summary>Stores a channel with its first events, of seq 1 to n, and its first members.</summary>
    Task<CreateChannelOutcome> CreateAsync(NewChannel channel, CancellationToken cancellationToken);

    /// <summary>
    /// Ends the membership of the workspace and of each channel in it, in one transaction. <paramref name="leaveEvents"/> makes the
    /// <c>member.left</c> event of a channel; it is called inside the transaction.
    /// </summary>
    Task<RemovedFromWorkspace> RemoveFromWorkspaceAsync(
        Guid workspaceId, Guid accountId, Func<Guid, EncodedEvent> leaveEvents, CancellationToken cancellationToken);

    /// <summary>Events after a seq, ascending.</summary>
    Task<IReadOnlyList<LoggedEvent>> ReadAsync(Guid channelId, long after, int limit, CancellationToken cancellationToken);

    /// <returns>The channel's last seq and the epoch; null when there is no such channel.</returns>
    Task<LogPosition?> FindHeadAsync(Guid channelId, CancellationToken cancellationToken);
}

public sealed record LogPosition(long Head, string Epoch);

public sealed record NewChannel
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required ChannelVisibility Visibility { get; init; }

    public required string Name { get; init; }

    public required string Topic { get; init; }

    public required string Purpose { get; init; }

    /// <summary>Whether everyone who joins the workspace is added to it.</summary>
    public required bool IsDefault { get; init; }

    public required Guid CreatedBy { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The <c>channel.created</c> event, seq 1.</summary>
    public required EncodedEvent Created { get; init; }

    /// <summary>The first members, each with the <c>member.joined</c> event; seq 2 and on.</summary>
    public required IReadOnlyList<(Guid AccountId, EncodedEvent Joined)> Members { get; init; }

    /// <summary>For public and private channels: the name in lower case.</summary>
    public string? NameKey => Visibility == ChannelVisibility.Direct ? null : Name.ToLowerInvariant();

    /// <summary>For direct channels: its members' ids in order.</summary>
    public string? DirectKey => Visibility == ChannelVisibility.Direct ? DirectMembers.KeyOf(Members.Select(member => member.AccountId)) : null;
}

public abstract record CreateChannelOutcome
{
    public sealed record Created : CreateChannelOutcome;

    public sealed record NameTaken : CreateChannelOutcome;

    /// <summary>These people have a direct channel already.</summary>
    public sealed record Exists(Guid ChannelId) : CreateChannelOutcome;

    /// <summary>Someone of a direct channel is not a member of the workspace.</summary>
    public sealed record NotInWorkspace : CreateChannelOutcome;
}

/// <param name="Outcome">Whether it happened.</param>
/// <param name="Left">The <c>member.left</c> events, by channel.</param>
public sealed record RemovedFromWorkspace(ChangeMemberOutcome Outcome, IReadOnlyList<LoggedEvent> Left);
