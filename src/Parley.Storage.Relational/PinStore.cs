using Parley.Contracts;
using Parley.Modules.Pins;

namespace Parley.Storage.Relational;

public sealed class PinStore(Database database) : IPinStore
{
    public async Task<IReadOnlyList<MessageDto>> ListAsync(Guid channelId, CancellationToken cancellationToken)
    {
        return await database.ReadAsync(
            session => session.ListAsync(
                $"""
                SELECT {MessageStore.Columns} FROM pinned_messages p
                JOIN messages m ON m.channel_id = p.channel_id AND m.seq = p.seq
                {MessageStore.WithThread}
                WHERE p.channel_id = @channel
                ORDER BY p.event_seq DESC
                """,
                row => MessageStore.Read(row) with { ReactionsSeq = null },
                ("channel", channelId)),
            cancellationToken);
    }
}
