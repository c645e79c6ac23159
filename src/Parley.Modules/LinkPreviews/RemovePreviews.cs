using Parley.Contracts;
using Parley.Modules.Channels;
using Parley.Modules.Channels.Log;

namespace Parley.Modules.LinkPreviews;

/// <summary>Takes previews off a message, for everyone and for good.</summary>
internal sealed class RemovePreviews(IChannelLog log, ILinkPreviewStore store, TimeProvider time)
{
    // Two people and a worker at the same moment.
    private const int Attempts = 5;

    /// <param name="channel">Where, as the actor sees it.</param>
    /// <param name="seq">Which message.</param>
    /// <param name="url">Which one; null: all.</param>
    /// <param name="actorId">Who does it.</param>
    /// <param name="cancellationToken">To give up.</param>
    public async Task<ChangeOutcome> RunAsync(VisibleChannel channel, long seq, string? url, Guid actorId, CancellationToken cancellationToken)
    {
        ChangeOutcome outcome = new ChangeOutcome.Outdated();
        for (var attempt = 0; attempt < Attempts && outcome is ChangeOutcome.Outdated; attempt++)
        {
            if (await store.FindMessageAsync(channel.Id, seq, cancellationToken) is not { } message)
            {
                return channel.ArchivedAt is null ? new ChangeOutcome.NoSuchMessage() : new ChangeOutcome.Archived();
            }

            outcome = await RunAsync(channel, seq, message, url, actorId, cancellationToken);
        }

        return outcome is ChangeOutcome.Outdated ? throw new IOException("A message changed as often as its previews were to be removed.") : outcome;
    }

    private Task<ChangeOutcome> RunAsync(VisibleChannel channel, long seq, PreviewedMessage message, string? url, Guid actorId, CancellationToken cancellationToken)
    {
        var links = MessageLinks.Find(message.Text, int.MaxValue);
        var removed = message.Removed.Union(url is null ? links : [url], StringComparer.Ordinal).Where(link => links.Contains(link, StringComparer.Ordinal)).ToList();
        var now = time.GetUtcNow();
        var data = new MessagePreviewsChanged { MessageSeq = seq, Previews = [.. PreviewJson.Read(message.Previews).Where(preview => !removed.Contains(preview.Url, StringComparer.Ordinal))] };
        return log.ChangeAsync(
            new ChannelChange.SetPreviews(seq, message.Text, message.Previews, data.Previews)
            {
                Removed = removed,
                MayChangeOthers = ChannelRules.MayDeleteOthersMessages(channel),
                ChannelId = channel.Id,
                ActorId = actorId,
                At = now,
                Event = EncodedEvent.Create(ChannelEventTypes.MessagePreviewsChanged, channel.Id, now, actorId, data, ParleyJson.Context.MessagePreviewsChanged),
            },
            cancellationToken);
    }
}
