using Parley.Contracts;
using Parley.Modules.Jobs;

namespace Parley.Modules.Workspaces;

/// <summary>Workspaces and their members in the database. Every call may throw <see cref="IOException"/> when the database does not answer.</summary>
public interface IWorkspaceStore
{
    /// <summary>Stores the workspace with its first owner.</summary>
    Task CreateAsync(Guid workspaceId, string name, Guid ownerId, DateTimeOffset at, CancellationToken cancellationToken);

    /// <returns>The account's workspaces with its role in each, oldest membership first.</returns>
    Task<IReadOnlyList<WorkspaceDto>> ListAsync(Guid accountId, CancellationToken cancellationToken);

    /// <returns>The workspace with the account's role in it; null when the account is no member of it.</returns>
    Task<WorkspaceDto?> FindAsync(Guid workspaceId, Guid accountId, CancellationToken cancellationToken);

    /// <returns>The oldest workspace of the server; null when there is none.</returns>
    Task<Guid?> FindFirstAsync(CancellationToken cancellationToken);

    /// <summary>Its name, and whether it wants link previews.</summary>
    Task UpdateAsync(WorkspaceDto workspace, CancellationToken cancellationToken);

    /// <returns>false when the account is a member already; nothing happened, its role stays.</returns>
    Task<bool> AddMemberAsync(Guid workspaceId, Guid accountId, WorkspaceRole role, DateTimeOffset at, CancellationToken cancellationToken);

    /// <param name="workspaceId">Of which workspace.</param>
    /// <param name="viewerId">A guest sees only those with whom they share a channel; others see everyone.</param>
    /// <param name="search">What the username, the name or the title holds, in any case; null: anyone.</param>
    /// <param name="afterUsername">null: from the start.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>In order of username.</returns>
    Task<List<MemberDto>> ListMembersAsync(Guid workspaceId, Guid viewerId, string? search, string? afterUsername, int limit, CancellationToken cancellationToken);

    /// <returns>null when the viewer is no member, or would not find the account in the list.</returns>
    Task<MemberDto?> FindSeenMemberAsync(Guid workspaceId, Guid viewerId, Guid accountId, CancellationToken cancellationToken);

    /// <summary>Who sees the account in a list of members.</summary>
    Task<Viewers> ReadViewersAsync(Guid accountId, int mostGuests, CancellationToken cancellationToken);

    /// <returns>null when the account is no member.</returns>
    Task<MemberDto?> FindMemberAsync(Guid workspaceId, Guid accountId, CancellationToken cancellationToken);

    Task<ChangeMemberOutcome> ChangeRoleAsync(Guid workspaceId, Guid accountId, WorkspaceRole role, CancellationToken cancellationToken);
}

/// <param name="WorkspaceIds">All but the guests of these see it.</param>
/// <param name="GuestIds">Guests who share a channel with it.</param>
public sealed record Viewers(IReadOnlyList<Guid> WorkspaceIds, IReadOnlyList<Guid> GuestIds);

public enum ChangeMemberOutcome
{
    Changed = 0,
    NoSuchMember = 1,

    /// <summary>The workspace would have no owner; nothing happened.</summary>
    LastOwner = 2,
}

/// <summary>Invites, by the hash of their code. Every call may throw <see cref="IOException"/> when the database does not answer.</summary>
public interface IInviteStore
{
    Task AddAsync(NewInvite invite, CancellationToken cancellationToken);

    /// <returns>Those that can still be used, newest first.</returns>
    Task<IReadOnlyList<InviteDto>> ListAsync(Guid workspaceId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <returns>false when the workspace has no such invite.</returns>
    Task<bool> DeleteAsync(Guid workspaceId, Guid inviteId, CancellationToken cancellationToken);

    /// <returns>null when it cannot be used (any more).</returns>
    Task<InvitePreviewDto?> FindAsync(byte[] codeHash, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Uses the invite up by one and makes the account a member, in one transaction; a member stays what they are and uses nothing up.</summary>
    /// <returns>null when the invite cannot be used (any more).</returns>
    Task<InvitedTo?> AcceptAsync(byte[] codeHash, Guid accountId, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Deletes those that expired before; when no more are left, completes the job that does so in the same transaction.</summary>
    /// <returns>How many; fewer than <paramref name="limit"/>: no more are left.</returns>
    /// <exception cref="LeaseLostException">Another worker has the job; nothing happened.</exception>
    Task<int> PurgeAsync(DateTimeOffset expiredBefore, int limit, JobCompletion completion, CancellationToken cancellationToken);
}

public sealed record NewInvite
{
    public required Guid Id { get; init; }

    public required byte[] CodeHash { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required WorkspaceRole Role { get; init; }

    public required Guid CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>null: any number.</summary>
    public required int? MaxUses { get; init; }

    public required IReadOnlyList<Guid> ChannelIds { get; init; }
}

/// <param name="WorkspaceId">The workspace joined.</param>
/// <param name="Role">As what.</param>
/// <param name="ChannelIds">Channels to be added to, besides the workspace's default one.</param>
public sealed record InvitedTo(Guid WorkspaceId, WorkspaceRole Role, IReadOnlyList<Guid> ChannelIds);
