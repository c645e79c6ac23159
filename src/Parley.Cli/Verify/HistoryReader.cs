using System.Collections.Concurrent;
using Parley.Client;
using Parley.Contracts;

namespace Parley.Cli.Verify;

/// <summary>Reads everything that the server says of the channels of a journal.</summary>
internal sealed class HistoryReader(ParleyClient client, ProgressLine progress)
{
    private const int ChannelsAtOnce = 4;

    public async Task<History> ReadAsync(IReadOnlyList<JournalEntry> journal, CancellationToken cancellationToken)
    {
        return new History { Journal = journal, Channels = await ReadAsync(ChannelsOf(journal), cancellationToken) };
    }

    public async Task<IReadOnlyDictionary<Guid, ChannelHistory>> ReadAsync(IReadOnlyCollection<Guid> channelIds, CancellationToken cancellationToken)
    {
        var channels = new ConcurrentDictionary<Guid, ChannelHistory>();
        await Parallel.ForEachAsync(
            channelIds,
            new ParallelOptions { MaxDegreeOfParallelism = ChannelsAtOnce, CancellationToken = cancellationToken },
            async (channelId, stop) => channels[channelId] = await ReadChannelAsync(channelId, stop));
        progress.End();
        return channels;
    }

    /// <summary>What the run wrote down when it was over; null: it did not get so far, or was not asked to.</summary>
    public static History? OfJournal(IReadOnlyList<JournalEntry> journal)
    {
        var said = journal.OfType<ServerSaid>().GroupBy(said => said.ChannelId).ToDictionary(channel => channel.Key, channel => channel.Last().History);
        return said.Count > 0 && ChannelsOf(journal).All(said.ContainsKey) ? new History { Journal = journal, Channels = said } : null;
    }

    private static HashSet<Guid> ChannelsOf(IReadOnlyList<JournalEntry> journal)
    {
        return
        [
            .. journal.OfType<RunStarted>().SelectMany(run => run.ChannelIds),
            .. journal.OfType<Acknowledged>().Select(acknowledged => acknowledged.ChannelId),
            .. journal.OfType<Heard>().Select(heard => heard.ChannelId),
        ];
    }

    private async Task<ChannelHistory> ReadChannelAsync(Guid channelId, CancellationToken cancellationToken)
    {
        List<ChannelEventDto> events = [];
        ChannelEventPage page;
        do
        {
            page = await client.ReadEventsAsync(channelId, events.Count == 0 ? 0 : events[^1].Seq, Limits.PageSize, cancellationToken);
            events.AddRange(page.Events);
            progress.Show(() => $"reading channel {channelId}: {events.Count:N0} of {page.Head:N0} events");
        }
        while (page.Events.Count > 0 && page.Events[^1].Seq < page.Head);

        List<MessageDto> messages = [];
        MessagePage batch;
        do
        {
            batch = await client.ReadMessagesAfterAsync(channelId, messages.Count == 0 ? 0 : messages[^1].Seq, Limits.PageSize, cancellationToken);
            messages.AddRange(batch.Messages);
        }
        while (batch.HasNewer && batch.Messages.Count > 0);

        return new ChannelHistory { Head = page.Head, Events = events, Messages = messages };
    }
}
