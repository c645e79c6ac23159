using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Parley.Modules.Search;

/// <summary>Follows the logs of all channels into the index. Outlives any failure of the database.</summary>
internal sealed partial class SearchIndexer(ISearchIndex index, SearchMetrics metrics, IOptions<SearchOptions> options, TimeProvider time, ILogger<SearchIndexer> logger) : BackgroundService
{
    // A transaction of some ten milliseconds, for which others wait on SQLite.
    private const int MessagesAtOnce = 200;
    private const int ChannelsAtOnce = 256;

    /// <summary>A look reads the head of every channel: it is to take no more than this part of a worker's time.</summary>
    private const int PausePerLook = 10;

    private bool _isAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var pause = await FollowOrRestAsync(stoppingToken);
                await Task.Delay(pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is not indexed is found by its cursor.
        }
    }

    private async Task<TimeSpan> FollowOrRestAsync(CancellationToken cancellationToken)
    {
        try
        {
            var pause = await FollowAsync(cancellationToken);
            if (_isAway)
            {
                _isAway = false;
                LogIsBack();
            }

            return pause;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // The edge of the loop: the next look comes anyway.
            if (!_isAway)
            {
                _isAway = true;
                LogIsAway(exception);
            }

            return options.Value.PollInterval;
        }
    }

    /// <returns>How long to rest.</returns>
    private async Task<TimeSpan> FollowAsync(CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var behind = await index.FindBehindAsync(ChannelsAtOnce, cancellationToken);
        var look = time.GetElapsedTime(began);
        metrics.Looked(behind.Sum(channel => channel.Events));
        var hasMore = behind.Count == ChannelsAtOnce;
        foreach (var channel in behind)
        {
            hasMore |= await IndexNextAsync(channel.ChannelId, cancellationToken);
        }

        var pause = look * PausePerLook;
        return hasMore || pause > options.Value.PollInterval ? pause : options.Value.PollInterval;
    }

    /// <returns>Whether the channel has more.</returns>
    private async Task<bool> IndexNextAsync(Guid channelId, CancellationToken cancellationToken)
    {
        try
        {
            var done = await index.IndexNextAsync(channelId, MessagesAtOnce, cancellationToken);
            if (done?.OldestAt is { } oldest)
            {
                metrics.Indexed(done.Messages, time.GetUtcNow() - oldest);
            }

            return done?.HasMore == true;
        }
        catch (Exception exception) when (exception is not IOException && !cancellationToken.IsCancellationRequested)
        {
            // Whatever is wrong with one channel, the others do not wait for it; a database that is away ends the look.
            LogChannelFailed(exception, channelId);
            return false;
        }
    }

    [LoggerMessage(EventName = "search.channel-failed", Level = LogLevel.Error, Message = "Messages of channel {ChannelId} do not come into the search index; that is tried again until they do.")]
    private partial void LogChannelFailed(Exception exception, Guid channelId);

    [LoggerMessage(EventName = "search.index-away", Level = LogLevel.Warning, Message = "Messages do not come into the search index; that is tried again until they do.")]
    private partial void LogIsAway(Exception exception);

    [LoggerMessage(EventName = "search.index-back", Level = LogLevel.Information, Message = "Messages come into the search index again.")]
    private partial void LogIsBack();
}
