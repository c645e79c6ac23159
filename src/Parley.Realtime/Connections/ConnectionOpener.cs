using Microsoft.Extensions.Logging;
using Parley.Contracts;
using Parley.Realtime.Feeds;
using Parley.Realtime.Following;
using Parley.Realtime.Frames;
using Parley.Realtime.Ports;
using Parley.Realtime.Presence;

namespace Parley.Realtime.Connections;

/// <summary>Answers a <c>connect</c>: who is it, what does the account follow, and from where does it go on.</summary>
internal sealed partial class ConnectionOpener(
    IConnectionGate gate,
    ConnectionIndex connections,
    IHintBus bus,
    PresenceBoard presence,
    Follower follower,
    Admission admission,
    ConnectionRecheck recheck,
    RealtimeMetrics metrics,
    TimeProvider time,
    TaskScheduler scheduler,
    ILogger<ConnectionOpener> logger)
{
    public async Task OpenAsync(Connection connection, ConnectFrame connect)
    {
        try
        {
            connection.Resume = connect.Cursors is { Count: > 0 } ? new Resume(time.GetTimestamp()) : null;
            await OpenOrThrowAsync(connection, connect);
        }
        catch (OperationCanceledException) when (connection.Aborted.IsCancellationRequested)
        {
            // Nobody waits for the answer any more.
        }
        catch (Exception exception)
        {
            LogOpenFailed(exception, connection.Id);
            if (connection.Resume is not null)
            {
                metrics.ResumeFailed();
            }

            connection.Close(CloseCodes.ServerFault, dropQueued: true);
        }
    }

    private async Task OpenOrThrowAsync(Connection connection, ConnectFrame connect)
    {
        if (await ReadFollowedAsync(connection, connect) is not { } followed)
        {
            connection.Close(CloseCodes.BadCredentials, dropQueued: true);
            return;
        }

        connection.Enqueue(Frame.Text(ReadyOf(connection, followed), ParleyJson.Context.ReadyFrame));
        connection.NoteReady();
        presence.Join(connection, followed);
        if (connection.IsStale)
        {
            recheck.Begin(connection.AccountId);
        }

        Resume(connection, connect, followed);
    }

    /// <returns>null: nobody who may connect.</returns>
    private async Task<FollowedChannels?> ReadFollowedAsync(Connection connection, ConnectFrame connect)
    {
        var token = connect.Token ?? connection.CookieToken;
        connection.CookieToken = null;
        if (token is null)
        {
            return null;
        }

        // Thousands who come back at once take turns, instead of all waiting for a database that does everything at a time.
        await admission.EnterAsync(connection.Aborted);
        try
        {
            if (await gate.AuthenticateAsync(token, connection.Aborted) is not { } identity)
            {
                return null;
            }

            // Known for the account's hints before its channels are read: a membership that starts in between is in one of them.
            connection.Identify(identity);
            connections.AddToAccount(connection);
            await bus.FollowAsync(HintTopic.Account(identity.AccountId)).AsTask().WaitAsync(connection.Aborted);
            return await gate.ReadFollowedAsync(identity, connection.Aborted);
        }
        finally
        {
            admission.Leave();
        }
    }

    private static ReadyFrame ReadyOf(Connection connection, FollowedChannels followed)
    {
        return new ReadyFrame
        {
            ConnectionId = connection.Id,
            AccountId = connection.AccountId,
            Epoch = followed.Epoch,
            Heads = followed.Channels.ToDictionary(head => head.ChannelId, head => head.Seq),
        };
    }

    private void Resume(Connection connection, ConnectFrame connect, FollowedChannels followed)
    {
        var isSameEpoch = connect.Epoch == followed.Epoch;
        var cursors = new Dictionary<Guid, long>(connect.Cursors ?? new Dictionary<Guid, long>());
        List<Follow> follows = [];
        foreach (var head in followed.Channels)
        {
            long? cursor = cursors.Remove(head.ChannelId, out var seq) ? Math.Max(seq, 0) : null;
            follows.Add(Follow.Resume(head, cursor, isSameEpoch));
        }

        if (isSameEpoch)
        {
            // Not followed now. Should a join be hinted late, the client does not get again what it has.
            foreach (var (channelId, seq) in cursors)
            {
                connection.Places.Note(channelId, seq, lastJoin: 0);
            }
        }

        connection.Places.Open(follows, () => Task.Factory
            .StartNew(() => follower.RunAsync(connection), CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler)
            .Unwrap());
    }

    [LoggerMessage(EventName = "connection.open-failed", Level = LogLevel.Error, Message = "Connection {ConnectionId} could not be opened.")]
    private partial void LogOpenFailed(Exception exception, Guid connectionId);
}
