using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Parley.Modules.Jobs;
using Parley.Modules.Messages;

namespace Parley.Modules.LinkPreviews;

/// <summary>
/// Has workers look at the links of what is written, behind the answer to whoever wrote it. What is lost when the node ends, or has no place, is a preview.
/// </summary>
internal sealed partial class PreviewQueue(IJobStore jobs, IOptions<LinkPreviewsOptions> options, TimeProvider time, ILogger<PreviewQueue> logger) : BackgroundService, IMessageFollower
{
    private const int Places = 1_024;

    private readonly Channel<PreviewRequest> _waiting = Channel.CreateBounded<PreviewRequest>(new BoundedChannelOptions(Places) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly bool _isOn = options.Value.On;

    public void Written(Guid channelId, long seq, string text)
    {
        if (_isOn && text.Contains("://", StringComparison.Ordinal))
        {
            _waiting.Writer.TryWrite(new PreviewRequest(channelId, seq));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var request in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                var now = time.GetUtcNow();
                var job = new NewJob { Id = Guid.CreateVersion7(now), Kind = FetchPreviews.JobKind, Key = null, Payload = request.ToPayload(), EnqueuedAt = now, DueAt = now };
                await jobs.EnqueueAsync(job, stoppingToken);
            }
            catch (IOException exception)
            {
                LogNotEnqueued(exception);
            }
        }
    }

    [LoggerMessage(EventName = "link-preview.not-enqueued", Level = LogLevel.Warning, Message = "A message gets no link previews: the job for them could not be stored.")]
    private partial void LogNotEnqueued(Exception exception);
}

/// <param name="ChannelId">Where.</param>
/// <param name="Seq">Which message.</param>
internal readonly record struct PreviewRequest(Guid ChannelId, long Seq)
{
    public string ToPayload()
    {
        return $"{ChannelId:N} {Seq}";
    }

    public static PreviewRequest Parse(string payload)
    {
        return payload.Split(' ') is [var channelId, var seq]
            ? new PreviewRequest(Guid.ParseExact(channelId, "N"), long.Parse(seq))
            : throw new FormatException($"A job for link previews has the payload '{payload}'.");
    }
}
