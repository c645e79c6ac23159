using System.Diagnostics;

namespace Parley.Realtime.Tests;

/// <summary>While nobody collects spans none is made, and nothing is carried from node to node. That they are made when somebody does is tested with whole programs.</summary>
public sealed class TracesTests
{
    private const string TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    [Fact]
    public void Without_a_collector_no_span_is_made_and_no_trace_is_carried_whatever_a_caller_says()
    {
        // As the web server makes it of a caller's traceparent.
        using var request = new Activity("request").SetParentId(TraceParent).Start();
        Assert.True(request.Recorded);

        Assert.Null(Traces.Parent());
        Assert.Null(Traces.Start("deliver event", ActivityKind.Consumer, TraceParent));
        Assert.Null(Traces.StartForAll("commit posts", ActivityKind.Internal, [TraceParent], parent => parent));
    }

    [Fact]
    public void Without_a_collector_asking_allocates_nothing()
    {
        Traces.Parent();
        Traces.Start("deliver event", ActivityKind.Consumer, TraceParent);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var call = 0; call < 1_000; call++)
        {
            Traces.Parent();
            Traces.Start("deliver event", ActivityKind.Consumer, TraceParent);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
