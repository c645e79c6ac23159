using Microsoft.Extensions.Logging;
using Parley.Contracts;
using Parley.Realtime.Connections;
using Parley.Realtime.Feeds;
using Parley.Realtime.Frames;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Following;

/// <summary>
/// Takes a connection to where it receives its channels live: replays what it lacks and attaches it. Runs only while a connection has
/// requests, which it serves one after the other.
/// </summary>
internal sealed partial class Follower(
    ChannelFeeds feeds,
    LogReads reads,
    IConnectionGate gate,
    RealtimeOptions options,
    RealtimeMetrics metrics,
    TimeProvider time,
    ILogger<Follower> logger)
{
    // One read of the log holds at most this many events, over all channels; what a reconnecting account usually misses fits.
    private const int EventsPerRead = 2_000;

    // A log that keeps giving less than its own head is broken in a way that another node may not share.
    private const int FruitlessReads = 5;

    public async Task RunAsync(Connection connection)
    {
        try
        {
            while (connection.Places.TakeNext() is { Count: > 0 } follows && !connection.IsClosing)
            {
                await FollowAsync(connection, follows);
                EndResume(connection);
            }
        }
        catch (OperationCanceledException)
        {
            // The connection is closing: nothing more will be sent on it.
        }
        catch (Exception exception)
        {
            LogFollowFailed(exception, connection.Id);
            FailResume(connection);
            connection.Close(CloseCodes.ServerFault, dropQueued: true);
        }
    }

    /// <summary>What a connection follows first is what it came back for.</summary>
    private void EndResume(Connection connection)
    {
        if (connection.Resume is { } resume)
        {
            connection.Resume = null;
            metrics.Resumed(time.GetElapsedTime(resume.BeganAt), resume.IsReset);
        }
    }

    private void FailResume(Connection connection)
    {
        if (connection.Resume is not null)
        {
            connection.Resume = null;
            metrics.ResumeFailed();
        }
    }

    private async Task FollowAsync(Connection connection, IReadOnlyList<Follow> follows)
    {
        var pinned = follows.ToDictionary(follow => follow, follow => feeds.Pin(follow.ChannelId, follow.Anchor));
        try
        {
            List<Follow> open = [.. follows];
            for (var fruitless = 0; await AttachAsync(connection, open, pinned) is { Count: > 0 } missing;)
            {
                var isComplete = true;
                foreach (var batch in Batches(missing))
                {
                    isComplete &= await ReplayAsync(connection, batch);
                }

                fruitless = isComplete ? 0 : fruitless + 1;
                if (fruitless == FruitlessReads)
                {
                    throw new InvalidDataException("The log holds fewer events than its head says.");
                }

                if (!isComplete)
                {
                    await Backoff.WaitAsync(fruitless, time, connection.Aborted);
                }

                open = [.. missing.Select(one => one.Follow)];
            }
        }
        finally
        {
            foreach (var feed in pinned.Values)
            {
                feed.Unpin();
            }
        }
    }

    /// <returns>What must be read before the rest can be attached.</returns>
    private async Task<List<Missing>> AttachAsync(Connection connection, List<Follow> open, Dictionary<Follow, ChannelFeed> pinned)
    {
        List<Missing> missing = [];
        foreach (var follow in open)
        {
            var feed = pinned[follow];
            if (await AttachAsync(connection, follow, feed) is { } range)
            {
                missing.Add(new Missing(follow, range));
            }

            // A feed that is behind what the database says, or was just made for this join, has something to fetch.
            feed.Hint(Math.Max(follow.Anchor, follow.LastJoin), logged: null);
        }

        return missing;
    }

    /// <returns>The range to go through first; null when nothing is left to do.</returns>
    private async Task<EventRange?> AttachAsync(Connection connection, Follow follow, ChannelFeed feed)
    {
        if (follow.MustReset && !await ResetAsync(connection, follow, feed.Seq))
        {
            return null;
        }

        while (true)
        {
            await connection.DrainAsync();
            switch (feed.TryAttach(connection, follow))
            {
                case AttachOutcome.ReadFirst(var range):
                    return range;
                case AttachOutcome.TooFar(var head) when await ResetAsync(connection, follow, head):
                    continue;
                default:
                    return null;
            }
        }
    }

    /// <returns>false when the account is no longer a member: there is nothing to attach to.</returns>
    private async Task<bool> ResetAsync(Connection connection, Follow follow, long head)
    {
        // So much happened since the connect that the head of then cannot be gone on from either: look again.
        var isMember = head - follow.ResetSeq <= options.ReplayEvents || await RefreshAsync(connection, follow);
        metrics.Reset();
        connection.Resume?.NoteReset();
        connection.Enqueue(Frame.Text(
            new ChannelResetFrame { ChannelId = follow.ChannelId, Head = follow.ResetSeq },
            ParleyJson.Context.ChannelResetFrame));
        follow.RestartAt(follow.ResetSeq);
        if (!isMember)
        {
            connection.Places.Note(follow.ChannelId, follow.ResetSeq, lastJoin: 0);
        }

        return isMember;
    }

    private async Task<bool> RefreshAsync(Connection connection, Follow follow)
    {
        if (await ReadFollowedAsync(connection) is not { } followed)
        {
            connection.Close(CloseCodes.Revoked, dropQueued: true);
            throw new OperationCanceledException("The sign-in was revoked.");
        }

        foreach (var head in followed.Channels.Where(one => one.ChannelId == follow.ChannelId))
        {
            follow.MoveResetTo(head.Seq);
            return true;
        }

        // Told to reload all the same, from where it is: the reload says that the channel is no longer theirs.
        follow.MoveResetTo(Math.Max(follow.ResetSeq, follow.Scanned));
        return false;
    }

    private async Task<FollowedChannels?> ReadFollowedAsync(Connection connection)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await gate.ReadFollowedAsync(connection.Identity!, connection.Aborted);
            }
            catch (IOException exception)
            {
                LogGateFailed(exception, attempt);
                await Backoff.WaitAsync(attempt, time, connection.Aborted);
            }
        }
    }

    private async Task<bool> ReplayAsync(Connection connection, List<Missing> batch)
    {
        var events = await reads.ReadAsync([.. batch.Select(one => one.Range)], connection.Aborted);
        var isComplete = true;
        var next = 0;
        foreach (var (follow, range) in batch)
        {
            List<FramedEvent> framed = [];
            for (; next < events.Count && events[next].ChannelId == range.ChannelId; next++)
            {
                framed.Add(FramedEvent.Of(events[next]));
            }

            // Which memberships are in a range is known only from the whole of it.
            if (framed.Count < range.Limit)
            {
                isComplete = false;
                continue;
            }

            foreach (var frame in follow.Scan(framed, connection.AccountId))
            {
                await connection.DrainAsync();
                connection.Enqueue(frame);
            }
        }

        return isComplete;
    }

    private static IEnumerable<List<Missing>> Batches(List<Missing> missing)
    {
        List<Missing> batch = [];
        var events = 0;
        foreach (var one in missing)
        {
            if (batch.Count > 0 && events + one.Range.Limit > EventsPerRead)
            {
                yield return batch;
                batch = [];
                events = 0;
            }

            batch.Add(one);
            events += one.Range.Limit;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private readonly record struct Missing(Follow Follow, EventRange Range);

    [LoggerMessage(EventName = "connection.follow-failed", Level = LogLevel.Error, Message = "Connection {ConnectionId} could not follow its channels.")]
    private partial void LogFollowFailed(Exception exception, Guid connectionId);

    [LoggerMessage(EventName = "connection.follow-read-failed", Level = LogLevel.Warning, Message = "Reading what a connection follows failed at attempt {Attempt}; it will be repeated.")]
    private partial void LogGateFailed(Exception exception, int attempt);
}
