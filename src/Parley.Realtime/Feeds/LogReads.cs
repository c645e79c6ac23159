using Microsoft.Extensions.Logging;
using Parley.Realtime.Ports;

namespace Parley.Realtime.Feeds;

/// <summary>
/// The engine's way to the log: only so many reads at once, whatever number of channels and connections want one, so that a node with
/// thousands of readers does not fall on a database that just came back; and a read that failed is repeated, more slowly each time.
/// </summary>
internal sealed partial class LogReads(IEventReader reader, int concurrentReads, TimeProvider time, ILogger<LogReads> logger)
{
    private readonly Admission _admission = new(concurrentReads);

    /// <summary>Reads until it succeeds.</summary>
    public async Task<IReadOnlyList<LoggedEvent>> ReadAsync(IReadOnlyList<EventRange> ranges, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await AdmitAsync(() => reader.ReadAsync(ranges, cancellationToken), cancellationToken);
            }
            catch (IOException exception)
            {
                LogReadFailed(exception, ranges.Count, attempt);
                await Backoff.WaitAsync(attempt, time, cancellationToken);
            }
        }
    }

    /// <exception cref="IOException">The database did not answer.</exception>
    public Task<IReadOnlyList<ChannelHead>> ReadHeadsAsync(IReadOnlyCollection<Guid> channelIds, CancellationToken cancellationToken)
    {
        return AdmitAsync(() => reader.ReadHeadsAsync(channelIds, cancellationToken), cancellationToken);
    }

    private async Task<T> AdmitAsync<T>(Func<ValueTask<T>> read, CancellationToken cancellationToken)
    {
        await _admission.EnterAsync(cancellationToken);
        try
        {
            return await read();
        }
        finally
        {
            _admission.Leave();
        }
    }

    [LoggerMessage(EventName = "feed.read-failed", Level = LogLevel.Warning, Message = "Reading the log of {Channels} channels failed at attempt {Attempt}; it will be repeated.")]
    private partial void LogReadFailed(Exception exception, int channels, int attempt);
}
