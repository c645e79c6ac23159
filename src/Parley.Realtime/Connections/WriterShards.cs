namespace Parley.Realtime.Connections;

/// <summary>
/// The shards of a node, one for two cores: the kernel's part of a write is most of its cost and runs on the core of its caller, and the other core has
/// posts to take. Fewer shards make longer passes, in which more comes together for the next system call.
/// </summary>
internal sealed class WriterShards : IDisposable
{
    private readonly WriterShard[] _shards = [.. Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount / 2)).Select(number => new WriterShard($"writer {number}"))];
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
