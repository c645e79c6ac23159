using System.Globalization;

namespace Parley.Bench.Results;

/// <summary>Several measurements of one thing, told by their median and their spread.</summary>
internal sealed class Figures
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    /// <summary>Of an even number, the mean of the two in the middle.</summary>
    public double Median => Sorted() is var sorted && sorted.Length % 2 == 1
        ? sorted[sorted.Length / 2]
        : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;

    public double Smallest => _values.Min();

    public double Largest => _values.Max();

    public void Add(double value)
    {
        _values.Add(value);
    }

    /// <returns>The value that this part of all stays at or below: 0.99 the 99th percentile.</returns>
    public double At(double part)
    {
        var sorted = Sorted();
        return sorted[Math.Clamp((int)Math.Ceiling(sorted.Length * part) - 1, 0, sorted.Length - 1)];
    }

    /// <returns><c>1.23 (1.20 – 1.31)</c>: the median, the smallest and the largest; of a single value only that.</returns>
    public override string ToString()
    {
        return Count == 1 ? Format(Median) : $"{Format(Median)} ({Format(Smallest)} – {Format(Largest)})";
    }

    /// <summary>Three digits that say something.</summary>
    public static string Format(double value)
    {
        var decimals = Math.Abs(value) switch
        {
            >= 100 or 0 => 0,
            >= 10 => 1,
            >= 1 => 2,
            _ => 3,
        };
        return value.ToString($"N{decimals}", CultureInfo.InvariantCulture);
    }

    private double[] Sorted()
    {
        return _values.Count > 0 ? [.. _values.Order()] : throw new InvalidOperationException("Nothing was measured.");
    }
}
