using System.Diagnostics.Metrics;

namespace Parley.Realtime;

/// <summary>The engine's meter, <c>parley.realtime</c>.</summary>
internal sealed class RealtimeMetrics
{
    public const string MeterName = "parley.realtime";

    private readonly UpDownCounter<int> _connections;
    private readonly Counter<long> _frames;
    private readonly Counter<long> _deliveries;
    private readonly Counter<long> _resets;
    private readonly Counter<long> _slowReaders;
    private readonly Counter<long> _gapReads;

    public RealtimeMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _connections = meter.CreateUpDownCounter<int>("parley.realtime.connections", "{connection}", "Open connections.");
        _frames = meter.CreateCounter<long>("parley.realtime.frames", "{frame}", "Frames received from clients.");
        _deliveries = meter.CreateCounter<long>("parley.realtime.deliveries", "{delivery}", "Live events handed to connections: one event to 1,000 readers counts 1,000.");
        _resets = meter.CreateCounter<long>("parley.realtime.resets", "{reset}", "Cursors that could not be resumed.");
        _slowReaders = meter.CreateCounter<long>("parley.realtime.slow_readers", "{connection}", "Connections closed because their client did not read.");
        _gapReads = meter.CreateCounter<long>("parley.realtime.gap_reads", "{read}", "Reads of the log for events whose hint was lost or came without them.");
    }

    public void Opened() => _connections.Add(1);

    public void Ended() => _connections.Add(-1);

    public void ClientFrame() => _frames.Add(1);

    public void Delivered(int connections) => _deliveries.Add(connections);

    public void Reset() => _resets.Add(1);

    public void SlowReader() => _slowReaders.Add(1);

    public void GapRead() => _gapReads.Add(1);
}
