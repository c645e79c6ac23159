using Microsoft.Extensions.Logging;
using Parley.Contracts;
using Parley.Realtime.Feeds;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Connections;

/// <summary>
/// After hints were lost: asks for each connection what they may have told. A sign-in that was revoked ends its connections; who has become a member of
/// a channel without being told connects again, and resumes with it. Events of channels need none of this: the look at the heads finds them.
/// </summary>
internal sealed partial class LossRecovery(
    ConnectionIndex connections,
    ChannelFeeds feeds,
    IConnectionGate gate,
    Admission admission,
    RealtimeOptions options,
    TimeProvider time,
    ILogger<LossRecovery> logger)
{
    // Joins whose hints are on their way are done by then.
    private static readonly TimeSpan SecondLookAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private bool _isAsked;
    private bool _isRunning;

    /// <summary>Begins soon, or again when it is under way.</summary>
    public void Begin()
    {
        lock (_lock)
        {
            _isAsked = true;
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
            for (var attempt = 0; TakeAsked();)
            {
                if (!await TryLookAsync(attempt))
                {
                    await Backoff.WaitAsync(attempt++, time, feeds.Stopping);
                    Begin();
                }
            }
        }
        catch (OperationCanceledException) when (feeds.Stopping.IsCancellationRequested)
        {
            // The node stops, and its connections with it.
        }
    }

    private bool TakeAsked()
    {
        lock (_lock)
        {
            _isRunning = _isAsked;
            _isAsked = false;
            return _isRunning;
        }
    }

    private async Task<bool> TryLookAsync(int attempt)
    {
        try
        {
            var suspects = await LookAsync(connections.All);
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

    [LoggerMessage(Level = LogLevel.Information, Message = "Connection {ConnectionId} missed that its account joined a channel, and is closed to resume with it.")]
    private partial void LogMissedJoin(Guid connectionId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Looking for what lost hints told failed at attempt {Attempt}; it will be repeated.")]
    private partial void LogLookFailed(Exception exception, int attempt);
}
