namespace Parley.Cli.Load.Scenarios;

/// <summary>Readers sit in channels, one or many, and messages come at a rate; every reader of a channel should get every message once, in order.</summary>
internal sealed class PostingScenario : ILoadScenario
{
    public async Task RunAsync(LoadStage stage, CancellationToken cancellationToken)
    {
        stage.Measurements.Connects.MeasureFrom(stage.Clock.Now);
        await stage.ConnectAsync(cancellationToken);

        stage.Enter("posting");
        var posting = new Posting(stage);
        var channels = new Random(stage.Random.Next());
        var channelIds = stage.Site.ChannelIds;
        var options = stage.Options;
        stage.Self.Begin();
        stage.Measurements.MeasureFrom(stage.Clock.Now + options.WarmUp);
        await stage.Loop.RunAsync(
            stage.Arrivals(options.Rate, options.WarmUp + options.Duration),
            options.CallsAtOnce,
            (_, due) => posting.PostAsync(channelIds[channels.Next(channelIds.Count)], due, cancellationToken),
            cancellationToken);
        await stage.SettleAsync(cancellationToken);
    }
}
