using Parley.Client;
using Parley.Contracts;

namespace Parley.Cli.Verify;

/// <summary>One account that posts, edits, deletes, reacts and reads, and writes down what was acknowledged. It does not give up on a message while the server is away.</summary>
internal sealed class Writer(ParleyClient client, IReadOnlyList<Guid> channelIds, Journal journal, RunClock clock, TimeProvider time, Random random)
{
    private static readonly string[] Words = ["tea", "Übung", "вода", "猫", "שלום", "नमस्ते", "🚀", "👩‍👩‍👧‍👦", "`code`", "e\u0301", "\"quoted\"", "<b>", "\\"];

    // Few, so that several people choose the same one, and the same person again.
    private static readonly string[] Emoji = ["👍", "🎉", "👩🏽‍🚀"];

    /// <param name="posting">Ends the posting of new messages.</param>
    /// <param name="giveUp">Ends the repeating of the last one.</param>
    /// <returns>How many messages were acknowledged.</returns>
    public async Task<long> RunAsync(TimeSpan pause, CancellationToken posting, CancellationToken giveUp)
    {
        var patience = new Patience(time, TimeSpan.MaxValue);
        long acknowledged = 0;
        try
        {
            while (true)
            {
                // Poisson arrivals, the first one included: people do not post in step.
                await Task.Delay(-Math.Log(1 - random.NextDouble()) * pause, time, posting);
                var channelId = channelIds[random.Next(channelIds.Count)];
                var clientMessageId = Guid.CreateVersion7(time.GetUtcNow());
                var text = $"{string.Join(' ', random.GetItems(Words, random.Next(1, 12)))} {clientMessageId}";
                var dueMs = clock.NowMs;
                var message = await PostAsync(channelId, text, clientMessageId, patience, giveUp);
                var entry = new Acknowledged(message.ChannelId, message.Seq, clientMessageId, History.Sha256Of(text)) { DueMs = dueMs, AtMs = clock.NowMs };
                await journal.WriteAsync(entry, giveUp);
                acknowledged++;
                await ChangeAsync(message.ChannelId, message.Seq, giveUp);
            }
        }
        catch (OperationCanceledException) when (posting.IsCancellationRequested)
        {
            // What was not acknowledged is not in the journal: it may be there or not.
            return acknowledged;
        }
    }

    private async Task<MessageDto> PostAsync(Guid channelId, string text, Guid clientMessageId, Patience patience, CancellationToken giveUp)
    {
        try
        {
            return await patience.RunAsync(() => client.PostMessageAsync(channelId, text, clientMessageId, giveUp), giveUp);
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            await journal.WriteAsync(new GaveUp(channelId, clientMessageId) { AtMs = clock.NowMs }, CancellationToken.None);
            throw;
        }
    }

    // A change whose answer is lost may have happened or not: both are right, and the log says which.
    private async Task ChangeAsync(Guid channelId, long seq, CancellationToken cancellationToken)
    {
        try
        {
            switch (random.Next(100))
            {
                case < 4:
                    await client.EditMessageAsync(channelId, seq, $"edited {random.Next()}", cancellationToken);
                    break;
                case < 5:
                    await client.DeleteMessageAsync(channelId, seq, cancellationToken);
                    break;
                case < 20:
                    await client.AddReactionAsync(channelId, LatelyBefore(seq), random.GetItems(Emoji, 1)[0], cancellationToken);
                    break;
                case < 30:
                    await client.RemoveReactionAsync(channelId, LatelyBefore(seq), random.GetItems(Emoji, 1)[0], cancellationToken);
                    break;
                case < 50:
                    await client.MoveReadMarkerAsync(channelId, LatelyBefore(seq), cancellationToken);
                    break;
            }
        }
        catch (ParleyException refused) when (refused.IsTransient || refused.Code is ErrorCodes.NotFound or ErrorCodes.MessageDeleted or ErrorCodes.LimitReached)
        {
            // One that is not there although it was acknowledged is the checker's to find; not every event is a message.
            return;
        }
    }

    private long LatelyBefore(long seq)
    {
        return Math.Max(1, seq - random.Next(30));
    }
}
