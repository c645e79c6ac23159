using System.Diagnostics.Metrics;

namespace Parley.Realtime.Hints;

/// <summary>The meter <c>parley.bus</c>: what goes between nodes. Nothing is counted of a bus within the process.</summary>
internal sealed class HintBusMetrics
{
    public const string MeterName = "parley.bus";

    private readonly Meter _meter;
    private readonly Histogram<double> _lag;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _packetsSent;
    private readonly Counter<long> _packetsReceived;
    private readonly Counter<long> _received;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _ignored;
    private readonly Counter<long> _listens;

    public HintBusMetrics(IMeterFactory meters)
    {
        var meter = _meter = meters.Create(MeterName);
        _lag = meter.CreateHistogram<double>("parley.bus.lag", "s", "From a packet's sending to its receipt, by the clocks of two nodes.");
        _sent = meter.CreateCounter<long>("parley.bus.hints.sent", "{hint}", "Hints handed to the network.");
        _packetsSent = meter.CreateCounter<long>("parley.bus.packets.sent", "{packet}", "Messages on the network that they were in.");
        _packetsReceived = meter.CreateCounter<long>("parley.bus.packets.received", "{packet}", "Messages received from other nodes.");
        _received = meter.CreateCounter<long>("parley.bus.hints.received", "{hint}", "Hints in them that somebody on this node follows.");
        _dropped = meter.CreateCounter<long>("parley.bus.hints.dropped", "{hint}", "Hints not sent, by reason: away, full, too_large. The look at the heads finds what they would have told.");
        _ignored = meter.CreateCounter<long>("parley.bus.ignored", "{entry}", "What came and was not understood, by reason: version, entry.");
        _listens = meter.CreateCounter<long>("parley.bus.listens", "{time}", "How often this node began to listen: more than once is a connection that was lost.");
    }

    /// <summary>Whether the network takes and brings hints is asked at each reading.</summary>
    public void Observe(Func<bool> isConnected)
    {
        _meter.CreateObservableGauge("parley.bus.connected", () => isConnected() ? 1 : 0, description: "1: this node listens to the bus and the bus takes what it sends.");
    }

    /// <summary>By two clocks, of which this one may be behind.</summary>
    public void Came(TimeSpan after) => _lag.Record(Math.Max(0, after.TotalSeconds));

    public void Sent(int hints, int packets)
    {
        _sent.Add(hints);
        _packetsSent.Add(packets);
    }

    public void Received(int hints)
    {
        _packetsReceived.Add(1);
        _received.Add(hints);
    }

    public void Dropped(string reason, int hints = 1)
    {
        _dropped.Add(hints, new KeyValuePair<string, object?>("reason", reason));
    }

    public void Ignored(string reason, int entries = 1)
    {
        _ignored.Add(entries, new KeyValuePair<string, object?>("reason", reason));
    }

    public void Listening() => _listens.Add(1);
}
