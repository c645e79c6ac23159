using System.Diagnostics.Metrics;

namespace Parley.Modules.Files;

/// <summary>The meter <c>parley.files</c>: files of messages, as they pass through this node.</summary>
internal sealed class FileMetrics
{
    public const string MeterName = "parley.files";

    private static readonly KeyValuePair<string, object?> Up = new("direction", "up");
    private static readonly KeyValuePair<string, object?> Down = new("direction", "down");

    private readonly Counter<long> _bytes;
    private readonly Counter<long> _uploads;
    private readonly Histogram<double> _duration;

    public FileMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _bytes = meter.CreateCounter<long>("parley.files.bytes", "By", "Bytes of files that were stored, or sent by this node, by direction: up, down.");
        _uploads = meter.CreateCounter<long>("parley.files.uploads", "{file}", "What became of uploads, by outcome: stored, refused, failed.");
        _duration = meter.CreateHistogram<double>("parley.files.duration", "s", "How long files that were stored, or sent, took on the way, by direction: up, down.");
    }

    public void Stored(long bytes, TimeSpan took)
    {
        Uploaded("stored");
        _bytes.Add(bytes, Up);
        _duration.Record(took.TotalSeconds, Up);
    }

    public void Refused() => Uploaded("refused");

    public void Failed() => Uploaded("failed");

    /// <param name="bytes">Those that were read, which may be a part of the file.</param>
    /// <param name="took">To the end, or to where the client had enough.</param>
    public void Sent(long bytes, TimeSpan took)
    {
        _bytes.Add(bytes, Down);
        _duration.Record(took.TotalSeconds, Down);
    }

    private void Uploaded(string outcome) => _uploads.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
