using System.Globalization;

namespace Parley.Bench;

/// <summary>Several measurements of one thing, printed as minimum, median and maximum.</summary>
internal sealed class Figures(string name, string unit)
{
    private readonly List<double> _values = [];

    public double Median => At(0.5);

    public void Add(double value)
    {
        _values.Add(value);
    }

    /// <param name="part">0 the smallest, 1 the largest.</param>
    public double At(double part)
    {
        var sorted = _values.Order().ToArray();
        return sorted[(int)Math.Round((sorted.Length - 1) * part)];
    }

    public override string ToString()
    {
        return string.Create(CultureInfo.InvariantCulture, $"{name,-46} {At(0),10:N2} {Median,10:N2} {At(1),10:N2} {unit} (n={_values.Count})");
    }
}
