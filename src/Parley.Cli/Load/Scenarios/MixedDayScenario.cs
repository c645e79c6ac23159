using System.Text.Json;
using Parley.Cli.Load.Streams;
using Parley.Client;
using Parley.Contracts;

namespace Parley.Cli.Load.Scenarios;

/// <summary>People at work: they post, read, type, mend what they wrote, go away and come back, each at its frequency (<see cref="DayMix"/>).</summary>
internal sealed class MixedDayScenario : ILoadScenario
{
    // Our assumption: a laptop that changes its network, a page that reloads. A faster day makes it shorter.
    private static readonly TimeSpan LongestAbsence = TimeSpan.FromSeconds(10);

    public async Task RunAsync(LoadStage stage, CancellationToken cancellationToken)
    {
        stage.Measurements.Connects.MeasureFrom(stage.Clock.Now);
        await stage.ConnectAsync(cancellationToken);

        stage.Enter("the day");
        var day = new Day(stage, new Posting(stage), new Random(stage.Random.Next()), cancellationToken);
        var options = stage.Options;
        var perSecond = options.Connections * options.PostsPerHour * options.Pace * DayMix.ActionsPerPost / TimeSpan.SecondsPerHour;
        stage.Self.Begin();
        stage.Measurements.MeasureFrom(stage.Clock.Now + options.WarmUp);

        // Many people who do things at independent moments are one Poisson process of all that is done, whatever each of them does.
        await stage.Loop.RunAsync(
            Arrivals.Poisson(perSecond, options.WarmUp + options.Duration, new Random(stage.Random.Next())), options.CallsAtOnce, day.ActAsync, cancellationToken);
        await stage.SettleAsync(cancellationToken);
    }

    /// <summary>Decides, in the order of the arrivals and so the same for the same seed, who does what, and does it.</summary>
    private sealed class Day(LoadStage stage, Posting posting, Random random, CancellationToken cancellationToken)
    {
        public Task ActAsync(int number, TimeSpan due)
        {
            var connection = stage.Fleet.Connections[random.Next(stage.Fleet.Connections.Count)];
            var account = connection.Account;
            var channelId = account.ChannelIds[random.Next(account.ChannelIds.Count)];
            return DayMix.Pick(random) switch
            {
                DayAction.Post => posting.PostAsync(account, channelId, due, cancellationToken),
                DayAction.Type => TypeAsync(connection, channelId),
                DayAction.OpenChannel => OpenChannelAsync(account, channelId, due),
                DayAction.ScrollBack => ScrollBackAsync(connection, channelId, due),
                DayAction.Edit => EditAsync(account, posting.TextOf(number + 1), due),
                DayAction.Delete => DeleteAsync(account, due),
                DayAction.Reconnect => ReconnectAsync(connection, LongestAbsence * (random.NextDouble() / stage.Options.Pace), due),
                var other => throw new InvalidOperationException($"Unknown action {other}."),
            };
        }

        private static Task TypeAsync(LoadConnection connection, Guid channelId)
        {
            var frame = JsonSerializer.SerializeToUtf8Bytes(new TypingFrame { ChannelId = channelId }, ParleyJson.Context.TypingFrame);
            connection.TrySend(ClientFrames.Make(Opcode.Text, frame));
            return Task.CompletedTask;
        }

        private async Task OpenChannelAsync(LoadAccount account, Guid channelId, TimeSpan due)
        {
            var page = await stage.Calls.RunAsync(
                stage.Measurements.History, due, account, client => client.ReadMessagesAsync(channelId, limit: null, cancellationToken), cancellationToken);
            if (page is not null)
            {
                await stage.Calls.RunAsync(
                    stage.Measurements.ReadMarkers, stage.Clock.Now, account, client => client.MoveReadMarkerAsync(channelId, page.Head, cancellationToken), cancellationToken);
            }
        }

        private Task<MessagePage?> ScrollBackAsync(LoadConnection connection, Guid channelId, TimeSpan due)
        {
            var cursor = connection.Cursors.CursorOf(connection.Account.SlotOf(channelId)!.Value);
            return stage.Calls.RunAsync(
                stage.Measurements.History,
                due,
                connection.Account,
                client => client.ReadMessagesBeforeAsync(channelId, Math.Max(1, cursor - Limits.DefaultPageSize), limit: null, cancellationToken),
                cancellationToken);
        }

        private async Task EditAsync(LoadAccount account, string text, TimeSpan due)
        {
            // Taken while it is changed: a deletion at the same moment would make an error of it.
            if (account.TakePost() is { } post)
            {
                await stage.Calls.RunAsync(
                    stage.Measurements.Changes, due, account, client => client.EditMessageAsync(post.ChannelId, post.Seq, text, cancellationToken), cancellationToken);
                account.KeepPost(post.ChannelId, post.Seq);
            }
        }

        private async Task DeleteAsync(LoadAccount account, TimeSpan due)
        {
            if (account.TakePost() is { } post)
            {
                await stage.Calls.RunAsync(stage.Measurements.Changes, due, account, client => DeleteAsync(client, post), cancellationToken);
            }
        }

        private async Task<LoadAccount.Post> DeleteAsync(ParleyClient client, LoadAccount.Post post)
        {
            await client.DeleteMessageAsync(post.ChannelId, post.Seq, cancellationToken);
            return post;
        }

        private async Task ReconnectAsync(LoadConnection connection, TimeSpan absence, TimeSpan due)
        {
            if (!connection.TryLeave())
            {
                return;
            }

            await connection.CloseAsync();
            var back = due + absence;
            await stage.Clock.WaitUntilAsync(back, cancellationToken);
            await connection.OpenAsync(back, cancellationToken);
            await stage.Calls.RunAsync(stage.Measurements.Syncs, stage.Clock.Now, connection.Account, client => client.ReadSyncAsync(cancellationToken), cancellationToken);
        }
    }
}
