using System.Text.RegularExpressions;
using Parley.Testing;

namespace Parley.Server.Tests.Management;

/// <summary>The first table of docs/metrics.md.</summary>
internal sealed partial class MetricsPage
{
    private MetricsPage(IReadOnlyDictionary<string, Row> rows)
    {
        Rows = rows;
    }

    public IReadOnlyDictionary<string, Row> Rows { get; }

    public static MetricsPage Read()
    {
        var page = Repository.Read("docs/metrics.md");
        var reasons = Code().Matches(page[page.IndexOf("The values of `reason`", StringComparison.Ordinal)..page.IndexOf("## Of what", StringComparison.Ordinal)])
            .Select(match => match.Groups["code"].Value).Where(value => value != "reason").ToHashSet();
        return new MetricsPage(page.Split('\n')
            .Where(line => line.StartsWith("| `parley.", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .ToDictionary(cells => cells[1].Trim('`'), cells => new Row(cells[2].Trim('`'), cells[3], cells[4], LabelsOf(cells[5], reasons))));
    }

    /// <returns>Whether a measurement, as <see cref="MeterReadings"/> names it, has its row, with these labels and values.</returns>
    public bool Has(string measurement)
    {
        var parts = measurement.TrimEnd('}').Split('{');
        if (!Rows.TryGetValue(parts[0], out var row))
        {
            return false;
        }

        var labels = parts.Length == 1 ? [] : parts[1].Split(',').Select(label => label.Split('=')).ToDictionary(label => label[0], label => label[1]);
        return labels.Keys.Order().SequenceEqual(row.Labels.Keys.Order()) && labels.All(label => row.Labels[label.Key] is not { } values || values.Contains(label.Value));
    }

    /// <summary><c>`outcome`: committed, failed; `kind`</c>. A label without values has those of another page.</summary>
    private static Dictionary<string, HashSet<string>?> LabelsOf(string cell, HashSet<string> reasons)
    {
        return cell.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(label => label.Split(':', 2)).ToDictionary(
            label => label[0].Trim('`'),
            label => label.Length == 1 ? null
                : label[1].Contains("[below]", StringComparison.Ordinal) ? reasons
                : label[1].Contains("](", StringComparison.Ordinal) ? null
                : label[1].Split(',', StringSplitOptions.TrimEntries).ToHashSet());
    }

    [GeneratedRegex("`(?<code>[a-z_]+)`", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    /// <param name="Prometheus">Its name there.</param>
    /// <param name="Unit">Empty: none.</param>
    /// <param name="Kind">counter, up-down counter, gauge or histogram.</param>
    /// <param name="Labels">With their values; null: those are on another page.</param>
    public sealed record Row(string Prometheus, string Unit, string Kind, IReadOnlyDictionary<string, HashSet<string>?> Labels);
}
