namespace Parley.Cli.Load.Scenarios;

/// <summary>
/// A storm: everyone is cut off, messages are posted, everyone comes back at the same moment with cursors and should get exactly what was missed.
/// What was due is the moment of the storm, for all of them.
/// </summary>
internal sealed class ResumeScenario : ILoadScenario
{
    public async Task RunAsync(LoadStage stage, CancellationToken cancellationToken)
    {
        await stage.ConnectAsync(cancellationToken);
        await stage.SettleAsync(cancellationToken);

        stage.Enter("disconnecting");
        await stage.Fleet.CloseAsync();

        stage.Enter("posting what they miss");
        stage.Measurements.Posts.MeasureFrom(stage.Clock.Now);
        var posting = new Posting(stage);
        var channelIds = stage.Site.ChannelIds;
        var posts = channelIds.Count * stage.Options.Missed;
        await stage.Loop.RunAsync(
            Arrivals.Constant(stage.Options.Rate, TimeSpan.FromSeconds((posts - 0.5) / stage.Options.Rate)),
            stage.Options.CallsAtOnce,
            (number, due) => posting.PostAsync(channelIds[number % channelIds.Count], due, cancellationToken),
            cancellationToken);

        stage.Enter("reconnecting");
        stage.Self.Begin();
        stage.Measurements.MeasureFrom(stage.Clock.Now);
        await stage.Fleet.OpenAsync(TimeSpan.Zero, stage.Options.ConnectsAtOnce, cancellationToken);
        await stage.SettleAsync(cancellationToken);
        Check(stage, posts);
    }

    /// <summary>Doubles and holes are counted as they happen; this counts who did not get the whole of it.</summary>
    private static void Check(LoadStage stage, int posts)
    {
        if (stage.Measurements.PostsDone != posts)
        {
            return;
        }

        foreach (var connection in stage.Fleet.Connections)
        {
            var expected = (long)connection.Account.ChannelIds.Count * stage.Options.Missed;
            if (connection.Replayed != expected)
            {
                stage.Measurements.Faults.Add("resume: a client did not get exactly what it missed");
            }
        }
    }
}
