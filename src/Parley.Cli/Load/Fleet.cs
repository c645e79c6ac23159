using Parley.Cli.Load.Measuring;
using Parley.Cli.Load.Streams;

namespace Parley.Cli.Load;

/// <summary>All connections of a run.</summary>
internal sealed class Fleet(IReadOnlyList<LoadConnection> connections, OpenLoop loop, LoadClock clock, CancellationTokenSource stopping)
{
    private const int ClosedAtOnce = 256;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    public IReadOnlyList<LoadConnection> Connections => connections;

    /// <summary>How many were connected when the run ended.</summary>
    public long ConnectedAtEnd { get; private set; }

    /// <summary>Opens them, evenly over the time; from cursors, where they were open before.</summary>
    /// <returns>Once each is ready or has given up.</returns>
    public Task OpenAsync(TimeSpan ramp, int atOnce, CancellationToken cancellationToken)
    {
        return loop.RunAsync(
            Arrivals.Evenly(connections.Count, ramp), atOnce, (number, due) => connections[number].OpenAsync(due, cancellationToken), cancellationToken);
    }

    /// <summary>Says goodbye on all of them.</summary>
    public Task CloseAsync()
    {
        return Parallel.ForEachAsync(connections, new ParallelOptions { MaxDegreeOfParallelism = ClosedAtOnce }, async (connection, _) => await connection.CloseAsync());
    }

    /// <summary>Ends the run for them: those that were cut off no longer come back.</summary>
    public async Task EndAsync()
    {
        ConnectedAtEnd = connections.Count(connection => connection.IsReady);
        await stopping.CancelAsync();
        await CloseAsync();
    }

    /// <summary>Waits until every connected client has every event up to these heads.</summary>
    /// <returns>How many events were still missing when patience was over; holes are not among them.</returns>
    public async Task<long> SettleAsync(IReadOnlyDictionary<Guid, long> heads, TimeSpan patience, CancellationToken cancellationToken)
    {
        var until = clock.Now + patience;
        while (true)
        {
            var missing = Missing(heads);
            if (missing == 0 || clock.Now >= until)
            {
                return missing;
            }

            await Task.Delay(LookEvery, clock.Time, cancellationToken);
        }
    }

    private long Missing(IReadOnlyDictionary<Guid, long> heads)
    {
        return connections.Where(connection => connection.IsReady).Sum(connection => connection.Account.ChannelIds
            .Select((channelId, slot) => Math.Max(0, heads[channelId] - connection.Cursors.CursorOf(slot)))
            .Sum());
    }
}
