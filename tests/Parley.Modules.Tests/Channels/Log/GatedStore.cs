using System.Threading.Channels;
using Parley.Modules.Channels.Log;
using Parley.Realtime.Ports;

namespace Parley.Modules.Tests.Channels.Log;

/// <summary>A port that the test answers by hand: each batch shows up in <see cref="Batches"/> and waits there.</summary>
internal sealed class GatedStore : IChannelLogStore
{
    private readonly Channel<Batch> _batches = Channel.CreateUnbounded<Batch>();

    public ChannelReader<Batch> Batches => _batches.Reader;

    public Task<IReadOnlyList<PostOutcome>> PostAsync(IReadOnlyList<MessageDraft> drafts, CancellationToken cancellationToken)
    {
        var batch = new Batch(drafts);
        _batches.Writer.TryWrite(batch);
        return batch.Answer.Task;
    }

    public Task<ChangeOutcome> ChangeAsync(ChannelChange change, CancellationToken cancellationToken)
    {
        throw new NotSupportedException("Only posts are gated.");
    }

    public Task<CreateChannelOutcome> CreateAsync(NewChannel channel, CancellationToken cancellationToken)
    {
        throw new NotSupportedException("Only posts are gated.");
    }

    public Task<RemovedFromWorkspace> RemoveFromWorkspaceAsync(
        Guid workspaceId, Guid accountId, Func<Guid, EncodedEvent> leaveEvents, CancellationToken cancellationToken)
    {
        throw new NotSupportedException("Only posts are gated.");
    }

    public Task<IReadOnlyList<LoggedEvent>> ReadAsync(Guid channelId, long after, int limit, CancellationToken cancellationToken)
    {
        throw new NotSupportedException("Only posts are gated.");
    }

    public Task<LogPosition?> FindHeadAsync(Guid channelId, CancellationToken cancellationToken)
    {
        throw new NotSupportedException("Only posts are gated.");
    }

    internal sealed record Batch(IReadOnlyList<MessageDraft> Drafts)
    {
        public TaskCompletionSource<IReadOnlyList<PostOutcome>> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IEnumerable<string> Texts => Drafts.Select(draft => draft.Text);

        /// <summary>The drafts get the seqs from this one on.</summary>
        public void Post(long firstSeq)
        {
            Answer.SetResult([.. Drafts.Select((_, index) => new PostOutcome.Posted(firstSeq + index))]);
        }
    }
}
