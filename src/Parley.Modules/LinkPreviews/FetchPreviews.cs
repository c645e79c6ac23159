using Parley.Contracts;
using Parley.Modules.Channels.Log;
using Parley.Modules.Jobs;
using Parley.Realtime.Ports;

namespace Parley.Modules.LinkPreviews;

/// <summary>Finds the previews of a message's links and tells its channel. Run again it finds the same, and changes nothing.</summary>
/// <param name="store">Previews.</param>
/// <param name="pages">What links lead to.</param>
/// <param name="log">The channels'.</param>
/// <param name="time">The clock.</param>
/// <param name="bus">null on a node that only works: others find the event by their look at the heads.</param>
internal sealed class FetchPreviews(ILinkPreviewStore store, Pages pages, IChannelLogStore log, TimeProvider time, IHintBus? bus = null) : IJobHandler
{
    public const string JobKind = "links.preview";

    private const int Attempts = 3;

    public string Kind => JobKind;

    public TimeSpan? Every => null;

    public async Task RunAsync(JobRun job, CancellationToken cancellationToken)
    {
        var (channelId, seq) = PreviewRequest.Parse(job.Payload);

        // Again where the message was changed meanwhile; each edit has a job of its own, too.
        for (var attempt = 0; attempt < Attempts && !await TryAsync(channelId, seq, cancellationToken); attempt++)
        {
            // The next attempt finds what it is by now.
        }
    }

    /// <returns>false: the message says something else by now.</returns>
    private async Task<bool> TryAsync(Guid channelId, long seq, CancellationToken cancellationToken)
    {
        if (await store.FindMessageAsync(channelId, seq, cancellationToken) is not { } message)
        {
            return true;
        }

        var links = message.IsOn ? MessageLinks.Find(message.Text, Limits.LinkPreviews).Except(message.Removed, StringComparer.Ordinal) : [];
        var found = await Task.WhenAll(links.Select(link => pages.FindAsync(link, cancellationToken)));
        IReadOnlyList<LinkPreviewDto> previews = [.. found.OfType<LinkPreviewDto>()];
        if (PreviewJson.Of(previews) == message.Previews)
        {
            return true;
        }

        var now = time.GetUtcNow();
        var data = new MessagePreviewsChanged { MessageSeq = seq, Previews = previews };
        var encoded = EncodedEvent.Create(ChannelEventTypes.MessagePreviewsChanged, channelId, now, message.AuthorId, data, ParleyJson.Context.MessagePreviewsChanged);
        var outcome = await log.ChangeAsync(
            new ChannelChange.SetPreviews(seq, message.Text, message.Previews, previews) { ChannelId = channelId, ActorId = message.AuthorId, At = now, Event = encoded }, cancellationToken);
        if (outcome is ChangeOutcome.Applied(var eventSeq))
        {
            bus?.Publish(new ChannelHint(channelId, eventSeq, new LoggedEvent(channelId, eventSeq, encoded.WithSeq(eventSeq), EventEffect.None, Guid.Empty)));
        }

        return outcome is not ChangeOutcome.Outdated;
    }
}
