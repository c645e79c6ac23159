using Parley.Contracts;

namespace Parley.Modules.SavedMessages;

/// <summary>What each account saved for later. What it may not read any more is not given out. Every call may throw <see cref="IOException"/> when the database does not answer.</summary>
public interface ISavedMessageStore
{
    /// <summary>A message that is saved keeps its place.</summary>
    Task<SaveOutcome> SaveAsync(Guid accountId, Guid channelId, long seq, DateTimeOffset at, CancellationToken cancellationToken);

    /// <returns>false when it was not saved.</returns>
    Task<bool> RemoveAsync(Guid accountId, Guid channelId, long seq, CancellationToken cancellationToken);

    /// <returns>All of the account's, newest first.</returns>
    Task<IReadOnlyList<SavedMessageRef>> ListRefsAsync(Guid accountId, CancellationToken cancellationToken);

    /// <param name="accountId">Whose.</param>
    /// <param name="workspaceId">Of which workspace.</param>
    /// <param name="before">The last one of the page before; null: from the newest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Newest first, each with its own id.</returns>
    Task<List<(Guid Id, SavedMessageDto Saved)>> ListAsync(Guid accountId, Guid workspaceId, Guid? before, int limit, CancellationToken cancellationToken);
}

public enum SaveOutcome
{
    Saved = 0,

    /// <summary>It was saved before.</summary>
    Unchanged = 1,

    /// <summary>The channel has no such message.</summary>
    NoSuchMessage = 2,

    /// <summary>The message is deleted.</summary>
    Deleted = 3,

    /// <summary>The account is not a member of the channel.</summary>
    NotAMember = 4,

    /// <summary>The account has as many as it may have.</summary>
    TooMany = 5,
}
