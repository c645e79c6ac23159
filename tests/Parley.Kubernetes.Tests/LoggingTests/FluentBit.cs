using System.Text.RegularExpressions;

namespace Parley.Kubernetes.Tests.LoggingTests;

/// <summary>
/// Fluent Bit's configuration in its classic format, and where it leads a record: tags, filters in their order, <c>rewrite_tag</c> and the outputs that match. What a plugin does with a record is Fluent Bit's own.
/// </summary>
internal sealed class FluentBit
{
    private readonly List<Section> _inputs;
    private readonly List<Section> _filters;
    private readonly List<Section> _outputs;

    public FluentBit(string inputs, string filters, string outputs)
    {
        _inputs = Read(inputs, "INPUT");
        _filters = Read(filters, "FILTER");
        _outputs = Read(outputs, "OUTPUT");
    }

    public IReadOnlyList<Section> Outputs => _outputs;

    /// <summary>The tags of its inputs, as they are for some file that the input reads.</summary>
    public IReadOnlyList<string> Tags => [.. _inputs.Select(input => input["Tag"].Replace("*", "var.log.containers.some_pod.log", StringComparison.Ordinal))];

    /// <returns>The tag that the record leaves with, and the outputs that take it.</returns>
    public (string Tag, IReadOnlyList<Section> Outputs) Route(string tag, string line)
    {
        foreach (var filter in _filters.Where(filter => filter["Name"] == "rewrite_tag" && Matches(filter, tag)))
        {
            var rule = filter["Rule"].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (rule is not ["$log", var pattern, var to, "false"])
            {
                throw new FormatException($"'{filter["Rule"]}' is no rule that these tests know.");
            }

            if (Regex.IsMatch(line, pattern, RegexOptions.NonBacktracking))
            {
                // The record begins anew with its new tag.
                return Route(to.Replace("$TAG", tag, StringComparison.Ordinal), line);
            }
        }

        return (tag, [.. _outputs.Where(output => Matches(output, tag))]);
    }

    private static bool Matches(Section section, string tag)
    {
        return Regex.IsMatch(tag, $"^{Regex.Escape(section["Match"]).Replace("\\*", ".*", StringComparison.Ordinal)}$", RegexOptions.NonBacktracking);
    }

    private static List<Section> Read(string text, string kind)
    {
        List<Section> sections = [];
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            if (line == $"[{kind}]")
            {
                sections.Add(new Section([]));
            }
            else if (line.StartsWith("    ", StringComparison.Ordinal) && line.Trim().Split(' ', 2, StringSplitOptions.TrimEntries) is [var key, var value] && sections.Count > 0)
            {
                // A key that stands twice is a mistake of ours: the last one counts, for the keys that are here.
                sections[^1].Settings.Add(key, value);
            }
            else
            {
                throw new FormatException($"'{line}' is neither [{kind}] nor a key with a value.");
            }
        }

        return sections;
    }

    internal sealed record Section(Dictionary<string, string> Settings)
    {
        public string this[string key] => Settings[key];
    }
}
