using System.Data;
using System.Globalization;
using Parley.Testing;

namespace Parley.Terraform.Tests;

/// <summary>The arithmetic of docs/cost.md is right: each product, and both sums.</summary>
public sealed class CostTests
{
    private static readonly string[][] Rows = [.. Table()];

    [Fact]
    public void Every_amount_is_what_its_factors_make()
    {
        var wrong = Rows.Where(row => row[2].Length > 0).SelectMany(row => new[] { (row[1], Factors: row[2], Amount: row[3]), (row[1], Factors: row[4], Amount: row[5]) })
            .Where(cell => decimal.Round(Compute(cell.Factors), 2, MidpointRounding.AwayFromZero) != Amount(cell.Amount));

        Assert.True(Rows.Length > 20, "The table is not where it was.");
        Assert.Empty(wrong);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void The_sum_is_that_of_the_amounts(int column)
    {
        var amounts = Rows[..^1].Sum(row => Amount(row[column]));

        // The amounts are rounded one by one, so the sum may differ by half a cent for each.
        Assert.InRange(Amount(Rows[^1][column].Trim('*')), amounts - 0.15m, amounts + 0.15m);
    }

    private static IEnumerable<string[]> Table()
    {
        return File.ReadLines(Repository.PathOf(Path.Combine("docs", "cost.md"))).SkipWhile(line => !line.StartsWith("| layer |", StringComparison.Ordinal)).Skip(2)
            .TakeWhile(line => line.StartsWith('|')).Select(line => line.Split('|')[1..^1].Select(cell => cell.Trim()).ToArray());
    }

    private static decimal Compute(string factors)
    {
        using var table = new DataTable { Locale = CultureInfo.InvariantCulture };
        return Convert.ToDecimal(table.Compute(factors.Replace('×', '*'), filter: null), CultureInfo.InvariantCulture);
    }

    private static decimal Amount(string text)
    {
        return decimal.Parse(text, NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
    }
}
