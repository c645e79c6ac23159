namespace Parley.Bench.Results;

internal enum Better
{
    Lower = 0,
    Higher = 1,
}

/// <summary>What a figure must reach.</summary>
/// <param name="What">The figure, in words.</param>
/// <param name="Unit">Its unit; empty for a ratio.</param>
/// <param name="Better">Which way is better.</param>
/// <param name="Limit">The target: reached when the figure is equal or better.</param>
/// <param name="Stretch">What we would be proud of; null: the target is all there is.</param>
internal sealed record Target(string What, string Unit, Better Better, double Limit, double? Stretch = null)
{
    public Verdict Judge(double value)
    {
        return new Verdict(this, value);
    }

    public bool Reaches(double value, double limit)
    {
        return Better == Better.Lower ? value <= limit : value >= limit;
    }
}

/// <summary>A target and the figure that was measured for it.</summary>
internal sealed record Verdict(Target Target, double Value)
{
    public bool HasPassed => Target.Reaches(Value, Target.Limit);

    public bool HasReachedStretch => Target.Stretch is { } stretch && Target.Reaches(Value, stretch);

    /// <summary>How the figure stands to the target: 1 just reaches it, 2 is twice as good, 0.5 half as good.</summary>
    public double Ratio => Target.Better == Better.Lower ? Target.Limit / Value : Value / Target.Limit;

    public override string ToString()
    {
        var word = (HasPassed, HasReachedStretch) switch
        {
            (_, true) => "pass, stretch",
            (true, false) => "pass",
            (false, false) => "FAIL",
        };
        var bound = Target.Better == Better.Lower ? "at most" : "at least";
        return $"{word}: {Target.What}: {With(Value)}; {bound} {With(Target.Limit)} ({Figures.Format(Ratio)} of the target{StretchText()})";
    }

    public string ToMarkdownRow()
    {
        var sign = Target.Better == Better.Lower ? "≤" : "≥";
        var stretch = Target.Stretch is { } value ? $"{sign} {With(value)}" : "-";
        var word = HasReachedStretch ? "pass, stretch" : HasPassed ? "pass" : "**FAIL**";
        return $"| {Target.What} | {With(Value)} | {sign} {With(Target.Limit)} | {stretch} | {Figures.Format(Ratio)} | {word} |";
    }

    private string StretchText()
    {
        return Target.Stretch is { } stretch ? $"; stretch {With(stretch)}" : "";
    }

    private string With(double value)
    {
        return Target.Unit.Length == 0 ? $"{Figures.Format(value)}x" : $"{Figures.Format(value)} {Target.Unit}";
    }
}
