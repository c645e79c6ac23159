using Parley.Realtime.Connections;
using Parley.Realtime.Frames;

namespace Parley.Realtime.Feeds;

/// <summary>Who gets a channel's events, as they are delivered: a frame is posted once to each shard, whose thread does the rest. Never changed.</summary>
internal sealed class Recipients
{
    private readonly (WriterShard Shard, Connection[] Connections)[] _sharded;
    private readonly Connection[] _others;

    public Recipients(IReadOnlyCollection<Connection> connections)
    {
        _sharded = [.. connections.Where(one => one.Shard is not null).GroupBy(one => one.Shard!).Select(group => (group.Key, group.ToArray()))];
        _others = [.. connections.Where(one => one.Shard is null)];
    }

    public void Send(Frame frame)
    {
        foreach (var (shard, connections) in _sharded)
        {
            shard.Post(connections, frame);
        }

        foreach (var connection in _others)
        {
            connection.Enqueue(frame);
        }
    }
}
