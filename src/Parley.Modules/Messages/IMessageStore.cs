using System.Buffers;
using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Messages;

/// <summary>Messages as they are now. Every call may throw <see cref="IOException"/> when the database does not answer.</summary>
public interface IMessageStore
{
    /// <summary>
    /// Writes a <see cref="MessagePage"/> as JSON, with the head read so that the page shows at least every event up to it. When this throws, nothing was written.
    /// </summary>
    /// <param name="channelId">Of which channel; it exists.</param>
    /// <param name="window">Which messages.</param>
    /// <param name="viewerId">Whose own reactions are marked.</param>
    /// <param name="output">Takes UTF-8, as the contract's own serializer would write it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task WritePageAsync(Guid channelId, MessageWindow window, Guid viewerId, IBufferWriter<byte> output, CancellationToken cancellationToken);

    /// <summary>Finds a place in time. Messages whose posts crossed on several nodes may be some milliseconds out of order, and so may the place be.</summary>
    /// <param name="channelId">Of which channel; it exists.</param>
    /// <param name="at">A moment.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A seq: messages up to it were posted before the moment, and later ones at it or after.</returns>
    Task<long> FindSeqBeforeAsync(Guid channelId, DateTimeOffset at, CancellationToken cancellationToken);

    /// <param name="channelId">Of which channel.</param>
    /// <param name="seq">Which message.</param>
    /// <param name="viewerId">Whose own reactions are marked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>null when the channel has no message with this seq.</returns>
    Task<MessageDto?> FindAsync(Guid channelId, long seq, Guid viewerId, CancellationToken cancellationToken);

    /// <returns>What the message said before, oldest first, the last <see cref="Limits.MessageVersions"/>; none of a deleted one; null when the channel has no message with this seq.</returns>
    Task<IReadOnlyList<MessageVersionDto>?> ListVersionsAsync(Guid channelId, long seq, CancellationToken cancellationToken);
}

/// <summary>The newest messages with a seq below <see cref="Before"/>, or the oldest with one above <see cref="After"/>; with neither, the newest of all.</summary>
/// <param name="Before">Exclusive; null: no bound.</param>
/// <param name="After">Exclusive; null: no bound. At most one of the two is given.</param>
/// <param name="Limit">At most so many.</param>
public readonly record struct MessageWindow(long? Before, long? After, int Limit)
{
    /// <summary>What a query asks for.</summary>
    /// <returns>null: <paramref name="window"/> has it.</returns>
    public static Problem? Parse(long? before, long? after, int? limit, out MessageWindow window)
    {
        window = new MessageWindow(before, after, limit ?? Limits.DefaultPageSize);
        if (window.Limit is < 1 or > Limits.PageSize)
        {
            return Problem.Invalid("limit", $"must be 1 to {Limits.PageSize}.");
        }

        return before is not null && after is not null ? Problem.Invalid("after", "must not come together with before.") : null;
    }
}
