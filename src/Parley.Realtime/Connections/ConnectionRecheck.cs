using Microsoft.Extensions.Logging;
using Parley.Contracts;
using Parley.Realtime.Feeds;
using Parley.Realtime.Ports;
using Parley.Realtime.Presence;

namespace Parley.Realtime.Connections;

/// <summary>
/// Asks once more who a connection is, what it follows and whom it sees: for all of them after hints were lost, for those of one account when its groups changed. A sign-in
/// that was revoked ends its connections; who has become a member of a channel without being told connects again, and resumes with it; presence
/// goes by the groups of now. Events of channels need none of this: the look at the heads finds them.
/// </summary>
internal sealed partial class ConnectionRecheck(
    ConnectionIndex connections,
    ChannelFeeds feeds,
    IConnectionGate gate,
    PresenceBoard presence,
    Admission admission,
    RealtimeOptions options,
    TimeProvider time,
    ILogger<ConnectionRecheck> logger)
{
    // Joins whose hints are on their way are done by then.
    private static readonly TimeSpan SecondLookAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private HashSet<Guid> _askedAccounts = [];
    private bool _areAllAsked;
    private bool _isRunning;

    /// <summary>For all connections. Begins soon, or again when it is under way.</summary>
    public void Begin()
    {
        Begin(() => _areAllAsked = true, connections.All);
    }

    /// <summary>For those of an account.</summary>
    public void Begin(Guid accountId)
    {
        Begin(() => _askedAccounts.Add(accountId), connections.Of(accountId));
    }

    private void Begin(Action ask, IEnumerable<Connection> asked)
    {
        // One that is connecting may have read already what is old now. It sees the mark once it is ready, and asks here itself.
        foreach (var connection in asked)
        {
            connection.NoteStale();
        }

        lock (_lock)
        {
            ask();
            if (_isRunning)
            {
                return;
            }

            _isRunning = true;
        }

        feeds.Start(RunAsync);
    }

    private async Task RunAsync()
    {
        try
        {
            for (var attempt = 0; TakeAsked() is { } asked;)
            {
                while (!await TryLookAsync(asked, attempt))
                {
                    await Backoff.WaitAsync(attempt++, time, feeds.Stopping);
                }

                attempt = 0;
            }
        }
        catch (OperationCanceledException) when (feeds.Stopping.IsCancellationRequested)
        {
            // The node stops, and its connections with it.
        }
    }

    /// <returns>null: nobody.</returns>
    private IReadOnlyList<Connection>? TakeAsked()
    {
        lock (_lock)
        {
            IReadOnlyList<Connection>? asked = _areAllAsked ? [.. connections.All] : _askedAccounts.Count > 0 ? [.. _askedAccounts.SelectMany(connections.Of)] : null;
            _areAllAsked = false;
            _askedAccounts = [];
            _isRunning = asked is not null;
            return asked;
        }
    }

    private async Task<bool> TryLookAsync(IReadOnlyList<Connection> asked, int attempt)
    {
        try
        {
            var suspects = await LookAsync(asked);
            if (suspects.Count > 0)
            {
                await Task.Delay(SecondLookAfter, time, feeds.Stopping);
                suspects = await LookAsync(suspects);
            }

            foreach (var connection in suspects)
            {
                LogMissedJoin(connection.Id);
                connection.Close(CloseCodes.ServerFault, dropQueued: false);
            }

            return true;
        }
        catch (Exception exception) when (!feeds.Stopping.IsCancellationRequested)
        {
            LogLookFailed(exception, attempt);
            return false;
        }
    }

    /// <returns>Those that do not follow all of their channels.</returns>
    private async Task<IReadOnlyList<Connection>> LookAsync(IEnumerable<Connection> some)
    {
        List<Connection> suspects = [];
        List<Task> looks = [];
        foreach (var connection in some.Where(one => one is { IsReady: true, IsClosing: false }))
        {
            looks.RemoveAll(look => look.IsCompletedSuccessfully);
            if (looks.Count >= options.ConcurrentReads)
            {
                await await Task.WhenAny(looks);
            }

            looks.Add(LookAsync(connection, suspects));
        }

        await Task.WhenAll(looks);
        return suspects;
    }

    private async Task LookAsync(Connection connection, List<Connection> suspects)
    {
        await connection.Places.IdleAsync();
        if (await ReadFollowedAsync(connection) is not { } followed)
        {
            connection.Close(CloseCodes.Revoked, dropQueued: true);
            return;
        }

        presence.Regroup(connection, followed);
        await connection.Places.IdleAsync();
        if (!connection.IsClosing && followed.Channels.Any(head => connection.Places.FeedOf(head.ChannelId) is null))
        {
            lock (suspects)
            {
                suspects.Add(connection);
            }
        }
    }

    private async Task<FollowedChannels?> ReadFollowedAsync(Connection connection)
    {
        await admission.EnterAsync(feeds.Stopping);
        try
        {
            return await gate.ReadFollowedAsync(connection.Identity!, feeds.Stopping);
        }
        finally
        {
            admission.Leave();
        }
    }

    [LoggerMessage(EventName = "connection.missed-join", Level = LogLevel.Information, Message = "Connection {ConnectionId} missed that its account joined a channel, and is closed to resume with it.")]
    private partial void LogMissedJoin(Guid connectionId);

    [LoggerMessage(EventName = "connection.recheck-failed", Level = LogLevel.Warning, Message = "Asking once more what connections follow failed at attempt {Attempt}; it will be repeated.")]
    private partial void LogLookFailed(Exception exception, int attempt);
}
