using Parley.Contracts;

namespace Parley.Modules.Drafts;

/// <summary>What waits in each account's composers, one text for each place. Every call may throw <see cref="IOException"/> when the database does not answer.</summary>
public interface IDraftStore
{
    /// <param name="accountId">Whose.</param>
    /// <param name="place">Where it waits.</param>
    /// <param name="text">In place of what was there.</param>
    /// <param name="at">Now.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<PutDraftOutcome> PutAsync(Guid accountId, DraftPlace place, string text, DateTimeOffset at, CancellationToken cancellationToken);

    /// <returns>false when there was none.</returns>
    Task<bool> DeleteAsync(Guid accountId, DraftPlace place, CancellationToken cancellationToken);

    /// <returns>Those in channels that the account is in, the last written first.</returns>
    Task<IReadOnlyList<DraftDto>> ListAsync(Guid accountId, CancellationToken cancellationToken);
}

/// <param name="ChannelId">The channel.</param>
/// <param name="ThreadSeq">The root of the thread; null: the channel itself.</param>
public readonly record struct DraftPlace(Guid ChannelId, long? ThreadSeq);

public enum PutDraftOutcome
{
    Written = 0,

    /// <summary>It said so before.</summary>
    Unchanged = 1,

    /// <summary>The account is not a member of the channel.</summary>
    NotAMember = 2,

    /// <summary>The channel has no such thread, or its root is deleted.</summary>
    NoSuchThread = 3,

    /// <summary>The account has as many as it may have.</summary>
    TooMany = 4,
}
