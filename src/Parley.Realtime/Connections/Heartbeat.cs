using Parley.Contracts;
using Parley.Realtime.Frames;

namespace Parley.Realtime.Connections;

/// <summary>One look at every connection, for all of them: who is silent, too slow, late with its <c>connect</c>, or does not answer a close.</summary>
internal sealed class Heartbeat(ConnectionIndex connections, RealtimeOptions options, TimeProvider time)
{
    public void Beat()
    {
        var now = time.GetTimestamp();
        foreach (var connection in connections.All)
        {
            Look(connection, now);
        }
    }

    private void Look(Connection connection, long now)
    {
        var isClosing = connection.IsClosing;
        if (connection.ClosedAt is { } closedAt)
        {
            if (time.GetElapsedTime(closedAt, now) >= options.CloseTimeout)
            {
                connection.Abort();
            }

            return;
        }

        if (isClosing)
        {
            // Its writer failed; the read side may not have noticed.
            connection.Abort();
            return;
        }

        var silence = time.GetElapsedTime(connection.ReadAt, now);
        if (silence >= options.SilenceTimeout)
        {
            // Nobody is there to answer a close frame; it is sent for a client that only listens.
            connection.Close(CloseCodes.TimedOut, dropQueued: true);
        }
        else if (!connection.HasConnected && time.GetElapsedTime(connection.OpenedAt, now) >= options.ConnectTimeout)
        {
            connection.Close(CloseCodes.TimedOut, dropQueued: true);
        }
        else if (connection.PendingBytes > 0 && time.GetElapsedTime(connection.ProgressAt, now) >= options.DrainTimeout)
        {
            connection.CloseSlow();
        }
        else if (connection.HasConnected && silence >= options.PingAfter && time.GetElapsedTime(Math.Max(connection.PingedAt, connection.ReadAt), now) >= options.PingAfter)
        {
            connection.PingedAt = now;
            connection.Enqueue(Frame.Ping);
        }
    }
}
