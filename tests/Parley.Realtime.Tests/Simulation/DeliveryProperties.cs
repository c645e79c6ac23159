using CsCheck;

namespace Parley.Realtime.Tests.Simulation;

/// <summary>DESIGN section 2, promises 2 to 6, whatever happens in whatever order. A failure prints its seed and the shortest steps that show it.</summary>
public sealed class DeliveryProperties
{
    // A few seconds. PARLEY_SIMULATION_RUNS asks for more, for a night or after a change to the engine.
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("PARLEY_SIMULATION_RUNS"), out var runs) ? runs : 2_000;

    // How often each happens: enough of the useful for something to happen, enough of the harmful for it to go wrong.
    private static readonly Gen<StepKind> Kinds = Gen.Frequency(
        (8, Gen.Const(StepKind.Post)),
        (4, Gen.Const(StepKind.Join)),
        (2, Gen.Const(StepKind.Leave)),
        (4, Gen.Const(StepKind.Connect)),
        (1, Gen.Const(StepKind.ConnectFresh)),
        (1, Gen.Const(StepKind.Disconnect)),
        (10, Gen.Const(StepKind.Deliver)),
        (2, Gen.Const(StepKind.Repeat)),
        (2, Gen.Const(StepKind.Lose)),
        (5, Gen.Const(StepKind.DeliverToAccount)),
        (1, Gen.Const(StepKind.RepeatToAccount)),
        (6, Gen.Const(StepKind.Take)),
        (2, Gen.Const(StepKind.Look)),
        (8, Gen.Const(StepKind.Answer)),
        (2, Gen.Const(StepKind.Fail)),
        (20, Gen.Const(StepKind.Run)),
        (1, Gen.Const(StepKind.Poll)),
        (3, Gen.Const(StepKind.Wait)));

    private static readonly Gen<Step[]> Steps =
        Gen.Select(Kinds, Gen.Int[0, 199], Gen.Int[0, 199], (kind, first, second) => new Step(kind, first, second)).Array[0, 300];

    [Fact]
    public void Each_connection_gets_each_event_of_each_membership_once_and_in_order()
    {
        var (received, resets, tooSlow) = (0L, 0L, 0L);
        Steps.Sample(
            steps =>
            {
                var counts = RunOrShrink(steps);
                received += counts.Received;
                resets += counts.Resets;
                tooSlow += counts.TooSlow;
            },
            iter: Runs,
            threads: 1,
            print: steps => $"{steps.Length} steps");

        // What is not tried is not proved.
        Assert.True(received > 10 * Runs, $"Only {received} events were received.");
        Assert.True(resets > Runs / 10, $"Only {resets} resets.");
        Assert.True(tooSlow > Runs / 20, $"Only {tooSlow} slow readers.");
    }

    private static (int Received, int Resets, int TooSlow) RunOrShrink(Step[] steps)
    {
        try
        {
            return DeliverySimulation.Run(steps);
        }
        catch (Exception exception)
        {
            var (shortest, failure) = Shrinker.Shrink(steps, exception, shorter => DeliverySimulation.Run(shorter));
            throw new InvalidOperationException($"{string.Join(",\n", shortest)}\nshow: {failure.Message}", failure);
        }
    }
}
