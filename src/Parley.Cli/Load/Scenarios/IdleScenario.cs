namespace Parley.Cli.Load.Scenarios;

/// <summary>Holds connections on which nothing happens but heartbeats: each asks for a sign of life now and then, as browsers do, spread over the time.</summary>
internal sealed class IdleScenario : ILoadScenario
{
    public async Task RunAsync(LoadStage stage, CancellationToken cancellationToken)
    {
        stage.Measurements.Connects.MeasureFrom(stage.Clock.Now);
        await stage.ConnectAsync(cancellationToken);
        stage.Enter("idle");
        stage.Self.Begin();
        stage.Measurements.MeasureFrom(stage.Clock.Now);
        var connections = stage.Fleet.Connections;
        var perSecond = connections.Count / stage.Options.Heartbeat.TotalSeconds;
        await stage.Loop.RunAsync(
            Arrivals.Constant(perSecond, stage.Options.Duration),
            stage.Options.CallsAtOnce,
            (number, due) =>
            {
                connections[number % connections.Count].TryPing(due, number);
                return Task.CompletedTask;
            },
            cancellationToken);

        // The pauses between the last pings and the end belong to the time, too, and bring the last answers.
        await stage.Clock.WaitUntilAsync(stage.Clock.Now + TimeSpan.FromMilliseconds(200), cancellationToken);
    }
}
