using System.Diagnostics.Metrics;
using System.Net.WebSockets;
using Parley.Contracts;

namespace Parley.Realtime;

/// <summary>The engine's meter, <c>parley.realtime</c>.</summary>
internal sealed class RealtimeMetrics
{
    public const string MeterName = "parley.realtime";

    // Made once: what is measured for each event allocates nothing.
    private static readonly KeyValuePair<string, object?> ByHint = new("source", "hint");
    private static readonly KeyValuePair<string, object?> FromLog = new("source", "log");

    private readonly Meter _meter;
    private readonly UpDownCounter<int> _connections;
    private readonly Counter<long> _frames;
    private readonly Counter<long> _deliveries;
    private readonly Histogram<double> _deliveryDuration;
    private readonly Counter<long> _resumes;
    private readonly Histogram<double> _resumeDuration;
    private readonly Counter<long> _resets;
    private readonly Counter<long> _slowReaders;
    private readonly Counter<long> _closes;
    private readonly Counter<long> _gapReads;
    private readonly Histogram<long> _headsLag;

    public RealtimeMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _connections = _meter.CreateUpDownCounter<int>("parley.realtime.connections", "{connection}", "Open connections.");
        _frames = _meter.CreateCounter<long>("parley.realtime.frames", "{frame}", "Frames received from clients.");
        _deliveries = _meter.CreateCounter<long>("parley.realtime.deliveries", "{delivery}", "Live events handed to connections: one event to 1,000 readers counts 1,000.");
        _deliveryDuration = _meter.CreateHistogram<double>(
            "parley.realtime.delivery.duration", "s", "From the time that an event carries to its frame in the queues of its readers, by source: hint, log. Once for each event and node.");
        _resumes = _meter.CreateCounter<long>("parley.realtime.resumes", "{resume}", "Clients that came back with cursors, by outcome: resumed, reset, failed.");
        _resumeDuration = _meter.CreateHistogram<double>("parley.realtime.resume.duration", "s", "From the connect of a client with cursors to where it receives all of its channels live.");
        _resets = _meter.CreateCounter<long>("parley.realtime.resets", "{reset}", "Cursors that could not be resumed.");
        _slowReaders = _meter.CreateCounter<long>("parley.realtime.slow_readers", "{connection}", "Connections closed because their client did not read.");
        _closes = _meter.CreateCounter<long>("parley.realtime.closes", "{connection}", "Connections that this node closed, by reason.");
        _gapReads = _meter.CreateCounter<long>("parley.realtime.gap_reads", "{read}", "Reads of the log for events whose hint was lost or came without them.");
        _headsLag = _meter.CreateHistogram<long>("parley.realtime.heads.lag", "{event}", "By how many events a channel was ahead of what hints had told, at each look that found one so.");
    }

    /// <summary>What is asked of the engine at each reading.</summary>
    public void Observe(Func<int> feeds, Func<(long All, long Largest)> pendingBytes)
    {
        _meter.CreateObservableGauge("parley.realtime.feeds", feeds, "{channel}", "Channels with readers here.");
        _meter.CreateObservableGauge("parley.realtime.queue.size", () => pendingBytes().All, "By", "Bytes that wait for clients, all together.");
        _meter.CreateObservableGauge("parley.realtime.queue.largest", () => pendingBytes().Largest, "By", "Bytes that wait for the slowest client.");
    }

    public void Opened() => _connections.Add(1);

    public void Ended() => _connections.Add(-1);

    public void ClientFrame() => _frames.Add(1);

    /// <param name="connections">How many.</param>
    /// <param name="after">How long after the event's own time; null: it has none.</param>
    /// <param name="isFromLog">Whether it was read from the log, and not brought by its hint.</param>
    public void Delivered(int connections, TimeSpan? after, bool isFromLog)
    {
        _deliveries.Add(connections);
        if (after is { } duration)
        {
            // The clock of the node that took it may be ahead.
            _deliveryDuration.Record(Math.Max(0, duration.TotalSeconds), isFromLog ? FromLog : ByHint);
        }
    }

    /// <summary>Whether <see cref="Delivered"/> has a use for the time that an event took.</summary>
    public bool MeasuresDelivery => _deliveryDuration.Enabled;

    public void Resumed(TimeSpan took, bool isReset)
    {
        _resumes.Add(1, new KeyValuePair<string, object?>("outcome", isReset ? "reset" : "resumed"));
        _resumeDuration.Record(took.TotalSeconds);
    }

    public void ResumeFailed() => _resumes.Add(1, new KeyValuePair<string, object?>("outcome", "failed"));

    public void Reset() => _resets.Add(1);

    public void SlowReader() => _slowReaders.Add(1);

    public void Closed(int code) => _closes.Add(1, new KeyValuePair<string, object?>("reason", ReasonOf(code)));

    public void GapRead() => _gapReads.Add(1);

    public void HeadAhead(long events) => _headsLag.Record(events);

    private static string ReasonOf(int code)
    {
        return code switch
        {
            (int)WebSocketCloseStatus.MessageTooBig => "message_too_big",
            CloseCodes.Malformed => "malformed",
            CloseCodes.BadCredentials => "bad_credentials",
            CloseCodes.Revoked => "revoked",
            CloseCodes.TimedOut => "timed_out",
            CloseCodes.TooSlow => "too_slow",
            CloseCodes.TooManyFrames => "too_many_frames",
            CloseCodes.ServerFault => "server_fault",
            CloseCodes.ServerStopping => "server_stopping",
            _ => "other",
        };
    }
}
