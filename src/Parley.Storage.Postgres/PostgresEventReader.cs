using Parley.Realtime.Ports;
using Parley.Storage.Relational;

namespace Parley.Storage.Postgres;

/// <summary>The log as gateways read it, in one round trip however many channels a connection resumes.</summary>
public sealed class PostgresEventReader(PostgresDatabase database) : EventReader(database)
{
    // Primary key (channel_id, seq), once per range.
    internal const string RangesSql =
        """
        SELECT r.channel_id, e.seq, e.effect, e.subject_id, e.event
        FROM unnest(@channels, @afters, @limits) WITH ORDINALITY AS r (channel_id, after, max_events, position)
        CROSS JOIN LATERAL (
          SELECT * FROM channel_events e WHERE e.channel_id = r.channel_id AND e.seq > r.after ORDER BY e.seq LIMIT r.max_events) e
        ORDER BY r.position, e.seq
        """;

    public override async ValueTask<IReadOnlyList<LoggedEvent>> ReadAsync(IReadOnlyList<EventRange> ranges, CancellationToken cancellationToken)
    {
        return await Database.ReadAsync(
            session => session.ListAsync(
                RangesSql,
                row => new LoggedEvent(row.Id(0), row.Number(1), row.Bytes(4), (EventEffect)row.Int(2), row.IdOrNull(3) ?? Guid.Empty),
                ("channels", ranges.Select(range => range.ChannelId).ToArray()),
                ("afters", ranges.Select(range => range.After).ToArray()),
                ("limits", ranges.Select(range => range.Limit).ToArray())),
            cancellationToken);
    }

    public override async ValueTask<IReadOnlyList<ChannelHead>> ReadHeadsAsync(IReadOnlyCollection<Guid> channelIds, CancellationToken cancellationToken)
    {
        return await Database.ReadAsync(
            session => session.ListAsync(
                "SELECT channel_id, head FROM channel_heads WHERE channel_id = ANY (@channels)",
                row => new ChannelHead(row.Id(0), row.Number(1)),
                ("channels", channelIds.ToArray())),
            cancellationToken);
    }
}
