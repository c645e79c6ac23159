using BenchmarkDotNet.Attributes;
using Parley.Realtime.Feeds;
using Parley.Realtime.Ports;

namespace Parley.Microbenchmarks;

/// <summary>Sixteen events that come in the reverse of their order, held and taken.</summary>
public class ReorderBufferBenchmarks
{
    private const int Events = 16;

    private readonly ReorderBuffer _buffer = new(Events);
    private LoggedEvent[] _reversed = [];

    [GlobalSetup]
    public void Prepare()
    {
        _reversed = [.. Enumerable.Range(1, Events).Reverse().Select(seq => Samples.Logged(seq))];
    }

    [Benchmark(OperationsPerInvoke = Events)]
    public long HoldAndTake()
    {
        foreach (var early in _reversed)
        {
            _buffer.Add(early);
        }

        var sum = 0L;
        for (var seq = 1; seq <= Events; seq++)
        {
            sum += _buffer.Take(seq)!.Seq;
        }

        return sum;
    }
}
