using Parley.Realtime.Ports;

namespace Parley.Storage.Relational;

/// <summary>The log as gateways read it: a statement per range, which costs nothing more where the database is in the process.</summary>
public class EventReader(Database database) : IEventReader
{
    /// <summary>The channels that one question for heads names at most.</summary>
    private const int HeadsPerQuery = 500;

    // Primary key (channel_id, seq).
    internal const string AfterSql =
        "SELECT seq, effect, subject_id, event FROM channel_events WHERE channel_id = @channel AND seq > @after ORDER BY seq LIMIT @limit";

    protected Database Database { get; } = database;

    public virtual async ValueTask<IReadOnlyList<LoggedEvent>> ReadAsync(IReadOnlyList<EventRange> ranges, CancellationToken cancellationToken)
    {
        return await Database.ReadAsync(
            async session =>
            {
                var events = new List<LoggedEvent>();
                foreach (var range in ranges)
                {
                    events.AddRange(await ReadAsync(session, range));
                }

                return events;
            },
            cancellationToken);
    }

    public virtual async ValueTask<IReadOnlyList<ChannelHead>> ReadHeadsAsync(IReadOnlyCollection<Guid> channelIds, CancellationToken cancellationToken)
    {
        return await Database.ReadAsync(
            async session =>
            {
                var heads = new List<ChannelHead>(channelIds.Count);
                foreach (var chunk in channelIds.Chunk(HeadsPerQuery))
                {
                    var names = string.Join(", ", Enumerable.Range(0, chunk.Length).Select(index => $"@c{index}"));
                    heads.AddRange(await session.ListAsync(
                        $"SELECT channel_id, head FROM channel_heads WHERE channel_id IN ({names})",
                        row => new ChannelHead(row.Id(0), row.Number(1)),
                        [.. chunk.Select((id, index) => ($"c{index}", (object?)id))]));
                }

                return heads;
            },
            cancellationToken);
    }

    internal static Task<List<LoggedEvent>> ReadAsync(Session session, EventRange range)
    {
        return session.ListAsync(
            AfterSql,
            row => new LoggedEvent(range.ChannelId, row.Number(0), row.Bytes(3), (EventEffect)row.Int(1), row.IdOrNull(2) ?? Guid.Empty),
            ("channel", range.ChannelId),
            ("after", range.After),
            ("limit", range.Limit));
    }
}
