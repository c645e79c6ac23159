using BenchmarkDotNet.Attributes;
using Parley.Realtime.Feeds;

namespace Parley.Microbenchmarks;

/// <summary>The recent events of a channel: one more in a full ring, and the whole of it for a client that comes back.</summary>
public class EventRingBenchmarks
{
    private const int Capacity = 256;

    private readonly EventRing _ring = new(Capacity, 1024 * 1024);
    private FramedEvent[] _events = [];
    private long _next;

    [GlobalSetup]
    public void Fill()
    {
        _events = [.. Enumerable.Range(1, Capacity).Select(seq => FramedEvent.Of(Samples.Logged(seq)))];
        foreach (var one in _events)
        {
            _ring.Add(one);
        }

        _next = Capacity + 1;
    }

    [Benchmark]
    public int AddToFull()
    {
        _ring.Add(_events[0] with { Seq = _next++ });
        return _ring.Count;
    }

    [Benchmark]
    public long ScanAll()
    {
        var sum = 0L;
        foreach (var one in _ring.After(_ring[0].Seq - 1))
        {
            sum += one.Seq;
        }

        return sum;
    }
}
