using System.Globalization;
using System.Text;

namespace Parley.Cli.Verify;

/// <summary>The outcome for people.</summary>
internal static class VerifyTable
{
    private const int NameWidth = 24;

    public static string Make(VerifySummary summary, IReadOnlyList<Property> properties)
    {
        var text = new StringBuilder();
        Row(text, "posts acknowledged", $"{summary.PostsAcknowledged:N0}");
        Row(text, "posts failed", $"{summary.PostsFailed:N0}");
        Row(text, "lost", $"{summary.Lost:N0}");
        Row(text, "doubled", $"{summary.Doubled:N0}");
        Row(text, "out of order", $"{summary.OutOfOrder:N0} of {summary.EventsHeard:N0} events heard");
        Row(text, "seen by non-members", $"{summary.SeenByNonMembers:N0}");
        Row(text, "gaps / resumes", $"{summary.Gaps:N0} / {summary.Resumes:N0} ({summary.Reloads:N0} reloads)");
        Row(text, "posts took", Shown(summary.Posts));
        Row(text, "delivery took", $"{Shown(summary.DeliveryToConnected)} to who was connected");
        Row(text, "", $"{Shown(summary.DeliveryToAll)} to all");
        foreach (var fault in summary.Faults)
        {
            Row(text, $"recovery from {fault.Kind}", $"median {Shown(fault.MedianMs)}, longest {Shown(fault.LongestMs)}, of {fault.Times}");
        }

        text.Append('\n');
        foreach (var property in properties.Where(property => property.Checked > 0))
        {
            text.Append(property).Append('\n');
            foreach (var example in property.Examples)
            {
                text.Append("          ").Append(example).Append('\n');
            }
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, string name, string value)
    {
        text.Append(name.PadRight(NameWidth)).Append(value).Append('\n');
    }

    private static string Shown(Spread? spread)
    {
        return $"median {Shown(spread?.MedianMs)}, p99 {Shown(spread?.P99Ms)}, longest {Shown(spread?.LongestMs)}";
    }

    private static string Shown(long? ms)
    {
        return ms is { } known ? string.Create(CultureInfo.InvariantCulture, $"{known / 1000.0:0.00} s") : "-";
    }
}
