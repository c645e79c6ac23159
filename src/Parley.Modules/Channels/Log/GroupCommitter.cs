using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Parley.Modules.Api;
using Parley.Realtime;
using Parley.Realtime.Ports;

namespace Parley.Modules.Channels.Log;

/// <summary>
/// Group commit: one writer takes whatever posts are waiting and commits them in one transaction, without waiting for more: while one batch is being
/// synced to disk the next one gathers by itself.
/// </summary>
internal sealed partial class GroupCommitter : BackgroundService
{
    // As long as a request waits for the database elsewhere.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    private readonly IChannelLogStore _store;
    private readonly IHintBus _bus;
    private readonly ChannelLogMetrics _metrics;
    private readonly LimitMetrics _limits;
    private readonly TimeProvider _time;
    private readonly ILogger<GroupCommitter> _logger;
    private readonly Channel<WaitingPost> _waiting;
    private readonly int _batchPosts;

    private volatile bool _isStopping;

    // A second post with the same key waits for the batch after the first one's, where it is found as a repeat.
    private readonly List<WaitingPost> _heldBack = [];

    public GroupCommitter(
        IChannelLogStore store, IHintBus bus, IOptions<ChannelLogOptions> options, ChannelLogMetrics metrics, LimitMetrics limits, TimeProvider time, ILogger<GroupCommitter> logger)
    {
        _metrics = metrics;
        _limits = limits;
        _time = time;
        _store = store;
        _bus = bus;
        _logger = logger;
        _batchPosts = options.Value.BatchPosts;
        _waiting = Channel.CreateBounded<WaitingPost>(new BoundedChannelOptions(options.Value.QueuedPosts) { SingleReader = true });
        _metrics.Observe(() => _waiting.Reader.Count + _heldBack.Count);
    }

    /// <exception cref="LogIsFullException">Too many wait; nothing happened.</exception>
    /// <exception cref="IOException">The node stops; nothing happened.</exception>
    public Task<PostOutcome> PostAsync(MessageDraft draft)
    {
        var post = new WaitingPost(draft, _time.GetTimestamp(), Traces.Parent());
        if (_waiting.Writer.TryWrite(post))
        {
            return post.Completion.Task;
        }

        _metrics.Failed(posts: 1);
        if (_isStopping)
        {
            throw new IOException("The node stops, and takes no more posts.");
        }

        _limits.Refused("posts");
        throw new LogIsFullException();
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Requests that are still being served finish: the reader drains what was written before the end.
        _isStopping = true;
        _waiting.Writer.TryComplete();
        await (ExecuteTask ?? Task.CompletedTask).WaitAsync(cancellationToken);
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var batch = new List<WaitingPost>(_batchPosts);
        var keys = new HashSet<(Guid Channel, Guid Author, Guid ClientMessageId)>(_batchPosts);
        while (_heldBack.Count > 0 || await _waiting.Reader.WaitToReadAsync(CancellationToken.None))
        {
            Gather(batch, keys);
            await CommitAsync(batch);
            batch.Clear();
            keys.Clear();
        }
    }

    private void Gather(List<WaitingPost> batch, HashSet<(Guid Channel, Guid Author, Guid ClientMessageId)> keys)
    {
        for (var index = 0; index < _heldBack.Count && batch.Count < _batchPosts;)
        {
            if (keys.Add(_heldBack[index].Key))
            {
                batch.Add(_heldBack[index]);
                _heldBack.RemoveAt(index);
            }
            else
            {
                index++;
            }
        }

        while (batch.Count < _batchPosts && _heldBack.Count < _batchPosts && _waiting.Reader.TryRead(out var post))
        {
            (keys.Add(post.Key) ? batch : _heldBack).Add(post);
        }
    }

    private async Task CommitAsync(List<WaitingPost> batch)
    {
        using var span = Traces.StartForAll("commit posts", ActivityKind.Internal, batch, post => post.TraceParent);
        span?.SetTag("parley.posts", batch.Count);
        var began = _time.GetTimestamp();
        try
        {
            var outcomes = await StoreAsync(batch);
            _metrics.Committed(outcomes, _time.GetElapsedTime(began));
            for (var index = 0; index < batch.Count; index++)
            {
                Hint(batch[index], outcomes[index]);
                Answered(batch[index]);
                batch[index].Completion.SetResult(outcomes[index]);
            }
        }
        catch (Exception exception)
        {
            // One bad batch must not end the writer: its posts fail, and their senders may repeat them.
            LogBatchFailed(exception, batch.Count);
            span?.SetStatus(ActivityStatusCode.Error);
            _metrics.CommitFailed(batch.Count, _time.GetElapsedTime(began));
            Fail(batch, exception);
        }
    }

    /// <summary>
    /// A database that does not answer is not waited for: whoever posts is told so in time, those who wait for the next batch too, and repeats. The batch that was
    /// begun may be committed later; a repeat finds it, and gateways do by their look at the heads.
    /// </summary>
    private async Task<IReadOnlyList<PostOutcome>> StoreAsync(List<WaitingPost> batch)
    {
        try
        {
            return await _store.PostAsync([.. batch.Select(post => post.Draft)], CancellationToken.None).WaitAsync(Patience, _time);
        }
        catch (TimeoutException exception)
        {
            var away = new IOException("The database did not answer in time.", exception);
            while (_waiting.Reader.TryRead(out var post))
            {
                _heldBack.Add(post);
            }

            _metrics.Failed(_heldBack.Count);
            Fail(_heldBack, away);
            _heldBack.Clear();
            throw away;
        }
    }

    private void Fail(List<WaitingPost> posts, Exception exception)
    {
        foreach (var post in posts)
        {
            Answered(post);
            post.Completion.TrySetException(exception);
        }
    }

    private void Answered(WaitingPost post)
    {
        _metrics.Answered(_time.GetElapsedTime(post.CameAt));
    }

    /// <summary>By the committer, so that hints go out in the order of the seqs and no gateway sees a gap that is none.</summary>
    private void Hint(WaitingPost post, PostOutcome outcome)
    {
        if (outcome is PostOutcome.Posted(var seq))
        {
            var draft = post.Draft;
            var logged = new LoggedEvent(draft.ChannelId, seq, draft.Event.WithSeq(seq), EventEffect.None, Guid.Empty) { TraceParent = post.TraceParent };
            _bus.Publish(new ChannelHint(draft.ChannelId, seq, logged));
        }
    }

    private sealed class WaitingPost(MessageDraft draft, long cameAt, string? traceParent)
    {
        public MessageDraft Draft { get; } = draft;

        public long CameAt { get; } = cameAt;

        /// <summary>Of the request that brought it.</summary>
        public string? TraceParent { get; } = traceParent;

        public (Guid Channel, Guid Author, Guid ClientMessageId) Key => (Draft.ChannelId, Draft.AuthorId, Draft.ClientMessageId);

        public TaskCompletionSource<PostOutcome> Completion { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [LoggerMessage(EventName = "log.batch-failed", Level = LogLevel.Error, Message = "A batch of {Posts} posts was not committed")]
    private partial void LogBatchFailed(Exception exception, int posts);
}
