using Parley.Contracts;

namespace Parley.Modules.Channels;

/// <summary>The one place that says which channel an account may see. Asked of the database at the moment of asking: no cache decides who may read.</summary>
public interface IChannelAccess
{
    /// <returns>null when there is no such channel or it is not for this account to see: the two cannot be told apart.</returns>
    Task<VisibleChannel?> FindAsync(Guid accountId, Guid channelId, CancellationToken cancellationToken);
}

/// <summary>A channel with what one account is in it.</summary>
public sealed record VisibleChannel
{
    public required Guid Id { get; init; }

    public required Guid WorkspaceId { get; init; }

    public required ChannelVisibility Visibility { get; init; }

    public required string Name { get; init; }

    public required string Topic { get; init; }

    public required string Purpose { get; init; }

    public required bool IsDefault { get; init; }

    public required Guid CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset? ArchivedAt { get; init; }

    public required long Head { get; init; }

    public required int MemberCount { get; init; }

    public required IReadOnlyList<Guid>? DirectMemberIds { get; init; }

    /// <summary>The account's role in the workspace.</summary>
    public required WorkspaceRole Role { get; init; }

    /// <summary>Whether the account is a member of the channel.</summary>
    public required bool IsMember { get; init; }

    public bool IsDirect => Visibility == ChannelVisibility.Direct;

    public ChannelDto ToDto()
    {
        return new ChannelDto
        {
            Id = Id,
            WorkspaceId = WorkspaceId,
            Visibility = Visibility,
            Name = Name,
            Topic = Topic,
            Purpose = Purpose,
            IsDefault = IsDefault,
            CreatedBy = CreatedBy,
            CreatedAt = CreatedAt,
            ArchivedAt = ArchivedAt,
            Head = Head,
            IsMember = IsMember,
            MemberCount = MemberCount,
            DirectMemberIds = DirectMemberIds,
        };
    }
}
