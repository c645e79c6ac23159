namespace Parley.Bench.Results;

/// <summary>Every target of the benchmarks: the one place to read and to change them.</summary>
internal static class Targets
{
    public static readonly Target PacedToLimit = new("CPU per delivery at 20,000/s, against a C epoll server", "", Better.Lower, 1.5, 1.35);

    public static readonly Target PacedToSignalR = new("CPU per delivery at 20,000/s: times better than SignalR", "", Better.Higher, 2.5);

    public static readonly Target SaturatedToSignalR = new("CPU per delivery, saturated: times better than SignalR", "", Better.Higher, 8, 10);

    public static readonly Target SaturatedToLimit = new("Deliveries per CPU second, saturated, against a C epoll server", "", Better.Higher, 0.65);

    public static readonly Target DeliveryBytes = new("Bytes per delivery of a 100-byte message", "bytes", Better.Lower, 300, 200);

    public static readonly Target MetricsPaced = new("CPU per delivery at 20,000/s with a reader of the metrics, against none", "", Better.Lower, 1.1, 1.03);

    public static readonly Target MetricsSaturated = new("CPU per delivery, saturated, with a reader of the metrics, against none", "", Better.Lower, 1.1, 1.03);

    public static readonly Target IdleConnection = new("Memory of an idle signed-in connection in 20 channels", "KB", Better.Lower, 12, 5);

    public static readonly Target PostCpu = new("CPU per durable post through REST, server and PostgreSQL together", "ms", Better.Lower, 0.5, 0.25);

    // They share the processors of one machine, so that no more can be expected than as much; the rest is what two more processes cost.
    public static readonly Target NodesRate = new("Posts/s through 3 nodes against 1, on the same cores, PostgreSQL", "", Better.Higher, 0.7, 1);

    public static readonly Target GroupCommitPostgres = new("Group commit at batch 256, PostgreSQL with fsync", "posts/s", Better.Higher, 25_000, 35_000);

    public static readonly Target GroupCommitSqlite = new("Group commit at batch 256, SQLite with synchronous=FULL", "posts/s", Better.Higher, 20_000, 35_000);

    public static readonly Target PostToAllReaders = new("Post to all readers at 2,000 deliveries/s, p99", "ms", Better.Lower, 30, 15);

    public static readonly Target StartTime = new("Cold start to ready, all in one, SQLite", "s", Better.Lower, 1, 0.6);

    public static readonly Target StartMemory = new("Memory when ready", "MB", Better.Lower, 100);

    public static readonly Target ResumeTime = new("5,000 clients reconnect with 20 missed messages each", "s", Better.Lower, 10, 5);

    // One, and room for what the server asks by itself meanwhile, such as the heads each second.
    public static readonly Target ResumeQueries = new("Queries per reconnecting client beyond signing in", "queries", Better.Lower, 1.05);

    public static readonly Target OpenChannel = new("Opening a channel of 100,000 messages at its end", "ms", Better.Lower, 5, 2);

    public static readonly Target FileMemory = new("Growth of memory by a file of 1 GB, up and down", "MB", Better.Lower, 64, 32);

    public static readonly Target Search = new("Two words in a million messages, a member of 100 channels, p95", "ms", Better.Lower, 100, 50);
}
