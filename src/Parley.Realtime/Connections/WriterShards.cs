namespace Parley.Realtime.Connections;

/// <summary>The shards of a node, one per core: the kernel's part of a write is most of its cost, and runs on the core of its caller.</summary>
internal sealed class WriterShards : IDisposable
{
    private readonly WriterShard[] _shards = [.. Enumerable.Range(0, Environment.ProcessorCount).Select(number => new WriterShard($"writer {number}"))];
    private uint _next;

    /// <summary>The shard for the next connection, in turn.</summary>
    public WriterShard Next()
    {
        return _shards[Interlocked.Increment(ref _next) % (uint)_shards.Length];
    }

    public void Dispose()
    {
        foreach (var shard in _shards)
        {
            shard.Dispose();
        }
    }
}
