namespace Parley.Modules.CustomEmoji;

/// <summary>Emoji of workspaces as the database knows them. Every call may throw <see cref="IOException"/> when it does not answer.</summary>
public interface ICustomEmojiStore
{
    /// <summary>Before the content is written, so that no content is without an emoji that leads to it.</summary>
    Task AddAsync(StoredEmoji emoji, CancellationToken cancellationToken);

    /// <summary>The content is there: the workspace has the emoji.</summary>
    Task<ShowEmojiOutcome> ShowAsync(StoredEmoji emoji, int most, CancellationToken cancellationToken);

    /// <returns>In order of name.</returns>
    Task<IReadOnlyList<StoredEmoji>> ListAsync(Guid workspaceId, CancellationToken cancellationToken);

    /// <returns>null: the workspace has none of this name.</returns>
    Task<StoredEmoji?> FindAsync(Guid workspaceId, string name, CancellationToken cancellationToken);

    /// <returns>false: it was removed before.</returns>
    Task<bool> RemoveAsync(Guid emojiId, CancellationToken cancellationToken);

    /// <summary>Members of the workspace whom its group of presence does not reach.</summary>
    Task<IReadOnlyList<Guid>> ListGuestsAsync(Guid workspaceId, int most, CancellationToken cancellationToken);

    /// <summary>Emoji whose content nobody needs: removed, or begun before then and never shown. They cannot be shown any more when this returns.</summary>
    Task<IReadOnlyList<Guid>> TakeRemovedAsync(DateTimeOffset abandonedBefore, int limit, CancellationToken cancellationToken);

    /// <summary>Their content is gone.</summary>
    Task ForgetAsync(IReadOnlyList<Guid> emojiIds, CancellationToken cancellationToken);
}

/// <param name="Id">The blob's, too.</param>
/// <param name="WorkspaceId">Whose.</param>
/// <param name="Name">Without colons.</param>
/// <param name="CreatorId">Who added it.</param>
/// <param name="Hash">Of the content: in its address, so that another picture has another one.</param>
/// <param name="MediaType">By its content.</param>
/// <param name="CreatedAt">When its upload began.</param>
public sealed record StoredEmoji(Guid Id, Guid WorkspaceId, string Name, Guid CreatorId, string Hash, string MediaType, DateTimeOffset CreatedAt);

public enum ShowEmojiOutcome
{
    Shown = 0,

    /// <summary>The workspace has one of this name.</summary>
    NameTaken = 1,

    /// <summary>The workspace has as many as it may have.</summary>
    TooMany = 2,

    /// <summary>It took so long that it was removed meanwhile.</summary>
    Abandoned = 3,
}
