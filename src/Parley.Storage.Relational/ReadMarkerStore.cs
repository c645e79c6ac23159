using Parley.Modules.ReadMarkers;

namespace Parley.Storage.Relational;

public sealed class ReadMarkerStore(Database database) : IReadMarkerStore
{
    public Task<ReadMarker?> SetAsync(Guid accountId, Guid channelId, long seq, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            session => session.FindAsync(
                """
                INSERT INTO read_markers (account_id, channel_id, seq, version)
                SELECT cm.account_id, cm.channel_id, CASE WHEN h.head < @seq THEN h.head ELSE @seq END, 1
                FROM channel_members cm JOIN channel_heads h ON h.channel_id = cm.channel_id
                WHERE cm.account_id = @account AND cm.channel_id = @channel
                ON CONFLICT (account_id, channel_id) DO UPDATE SET seq = excluded.seq, version = read_markers.version + 1
                RETURNING seq, version
                """,
                row => (ReadMarker?)new ReadMarker(row.Number(0), row.Number(1)),
                ("account", accountId),
                ("channel", channelId),
                ("seq", seq)),
            cancellationToken);
    }
}
