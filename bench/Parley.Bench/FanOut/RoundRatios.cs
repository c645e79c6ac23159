using Parley.Bench.Results;

namespace Parley.Bench.FanOut;

/// <summary>What each subject cost in each round. Ratios are taken within a round, where the machine was the same for both sides, and then their median.</summary>
internal sealed class RoundRatios
{
    private readonly List<Dictionary<(string Phase, string Subject), double>> _rounds = [];

    public void StartRound()
    {
        _rounds.Add([]);
    }

    public void Add(string phase, string subject, double value)
    {
        _rounds[^1].Add((phase, subject), value);
    }

    /// <returns>The median over the rounds of one subject's value by another's; null when one of them took no part.</returns>
    public double? Median(string phase, string subject, string by)
    {
        var ratios = new Figures();
        foreach (var round in _rounds)
        {
            if (round.TryGetValue((phase, subject), out var value) && round.TryGetValue((phase, by), out var divisor))
            {
                ratios.Add(value / divisor);
            }
        }

        return ratios.Count > 0 ? ratios.Median : null;
    }
}
