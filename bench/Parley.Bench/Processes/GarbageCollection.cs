using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace Parley.Bench.Processes;

/// <summary>Has another .NET process collect its garbage, so that its memory is what it holds and not what it has not yet tidied up.</summary>
internal static class GarbageCollection
{
    // The runtime's GCHeapCollect keyword: a full blocking collection when the session starts.
    private const long HeapCollect = 0x800000;

    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(2);

    public static async Task RequestAsync(int processId, CancellationToken cancellationToken)
    {
        var client = new DiagnosticsClient(processId);
        using var session = await client.StartEventPipeSessionAsync(
            [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, HeapCollect)], requestRundown: false, circularBufferMB: 1, cancellationToken);
        var events = session.EventStream.CopyToAsync(Stream.Null, cancellationToken);
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        await session.StopAsync(cancellationToken);
        await events;
    }
}
