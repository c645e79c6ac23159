namespace Parley.Modules.Avatars;

/// <summary>Avatars as the database knows them. Every call may throw <see cref="IOException"/> when it does not answer.</summary>
public interface IAvatarStore
{
    /// <summary>Before the content is written, so that no content is without an avatar that leads to it.</summary>
    Task AddAsync(StoredAvatar avatar, CancellationToken cancellationToken);

    /// <summary>The content is there: the account shows this one, and the one before is for nobody any more.</summary>
    /// <returns>false: it took so long that the avatar was removed meanwhile; the account keeps what it had.</returns>
    Task<bool> ShowAsync(StoredAvatar avatar, CancellationToken cancellationToken);

    /// <returns>false: the account has none.</returns>
    Task<bool> RemoveAsync(Guid accountId, CancellationToken cancellationToken);

    /// <returns>null: the account does not show this, or the viewer does not see the account.</returns>
    Task<StoredAvatar?> FindAsync(Guid accountId, string hash, Guid viewerId, CancellationToken cancellationToken);

    /// <summary>Avatars whose content nobody needs: removed, or begun before then and never shown. They cannot be shown any more when this returns.</summary>
    Task<IReadOnlyList<Guid>> TakeRemovedAsync(DateTimeOffset abandonedBefore, int limit, CancellationToken cancellationToken);

    /// <summary>Their content is gone.</summary>
    Task ForgetAsync(IReadOnlyList<Guid> avatarIds, CancellationToken cancellationToken);
}

/// <param name="Id">The blob's, too.</param>
/// <param name="AccountId">Whose.</param>
/// <param name="Hash">Of the content: in its address, so that another picture has another one.</param>
/// <param name="MediaType">By its content.</param>
/// <param name="UploadedAt">When its upload began.</param>
public sealed record StoredAvatar(Guid Id, Guid AccountId, string Hash, string MediaType, DateTimeOffset UploadedAt);
