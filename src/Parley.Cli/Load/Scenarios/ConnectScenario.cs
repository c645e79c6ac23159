namespace Parley.Cli.Load.Scenarios;

/// <summary>Opens event streams, evenly over the ramp, and measures each until its <c>ready</c>.</summary>
internal sealed class ConnectScenario : ILoadScenario
{
    public Task RunAsync(LoadStage stage, CancellationToken cancellationToken)
    {
        stage.Self.Begin();
        stage.Measurements.MeasureFrom(stage.Clock.Now);
        return stage.ConnectAsync(cancellationToken);
    }
}
