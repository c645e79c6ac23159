using Parley.Cli.Load.Measuring;

namespace Parley.Cli.Load.Scenarios;

/// <summary>What a scenario plays with.</summary>
internal sealed record LoadStage
{
    public required LoadOptions Options { get; init; }

    public required uint Run { get; init; }

    public required LoadSite Site { get; init; }

    public required Fleet Fleet { get; init; }

    public required OpenLoop Loop { get; init; }

    public required LoadCalls Calls { get; init; }

    public required Measurements Measurements { get; init; }

    public required SelfCheck Self { get; init; }

    /// <summary>Decides everything that is left to chance; the same seed decides the same.</summary>
    public required Random Random { get; init; }

    /// <summary>Told when a phase of the run begins.</summary>
    public required Action<string> Enter { get; init; }

    public LoadClock Clock => Measurements.Clock;


    public Task ConnectAsync(CancellationToken cancellationToken)
    {
        Enter("connecting");
        return Fleet.OpenAsync(Options.Ramp, Options.ConnectsAtOnce, cancellationToken);
    }

    /// <summary>Waits for what is still on its way, and counts what does not come as lost.</summary>
    public async Task SettleAsync(CancellationToken cancellationToken)
    {
        Enter("waiting for what is on its way");
        var heads = await Site.ReadHeadsAsync(cancellationToken);
        Measurements.CountMissing(await Fleet.SettleAsync(heads, Options.Patience, cancellationToken));
    }

    public IEnumerable<TimeSpan> Arrivals(double perSecond, TimeSpan duration)
    {
        return Options.Arrivals == ArrivalKind.Constant
            ? Load.Arrivals.Constant(perSecond, duration)
            : Load.Arrivals.Poisson(perSecond, duration, new Random(Random.Next()));
    }
}

internal interface ILoadScenario
{
    Task RunAsync(LoadStage stage, CancellationToken cancellationToken);
}
