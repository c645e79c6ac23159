using System.Text;

namespace Parley.Bench.Results;

/// <summary>What one benchmark found: its verdicts, its tables, and what must be known to read them.</summary>
internal sealed class Report(string name, string title, string how, Machine machine, DateOnly day, string command)
{
    private readonly List<Verdict> _verdicts = [];
    private readonly List<string> _notMeasured = [];
    private readonly List<string> _notes = [];
    private readonly List<Measurements> _tables = [];

    public string Name => name;

    public IReadOnlyList<Verdict> Verdicts => _verdicts;

    public Measurements AddTable(string caption)
    {
        var table = new Measurements(caption);
        _tables.Add(table);
        return table;
    }

    /// <param name="target">What is asked for.</param>
    /// <param name="value">The figure; null when a side of it took no part: then nothing is said.</param>
    public void Judge(Target target, double? value)
    {
        if (value is { } measured)
        {
            _verdicts.Add(target.Judge(measured));
        }
    }

    /// <summary>For what a figure would need that is not on this machine.</summary>
    public void SayNotMeasured(string what)
    {
        _notMeasured.Add(what);
    }

    /// <summary>A paragraph under the tables.</summary>
    public void Say(string note)
    {
        _notes.Add(note);
    }

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("# ").AppendLine(title).AppendLine();
        text.AppendLine(how).AppendLine();
        text.AppendLine($"Measured on {day:yyyy-MM-dd} by `{command}` on {machine}").AppendLine();
        text.AppendLine("Figures are medians, with the smallest and the largest in brackets.").AppendLine();
        WriteVerdicts(text);
        foreach (var table in _tables.Where(table => table.Subjects.Count > 0))
        {
            text.AppendLine(table.ToMarkdown());
        }

        foreach (var note in _notes.Concat(_notMeasured.Select(what => $"Not measured: {what}")))
        {
            text.AppendLine(note).AppendLine();
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private void WriteVerdicts(StringBuilder text)
    {
        if (_verdicts.Count == 0)
        {
            return;
        }

        text.AppendLine("### Targets").AppendLine();
        text.AppendLine("| what | measured | target | stretch | ratio | |").AppendLine("| --- | ---: | ---: | ---: | ---: | --- |");
        foreach (var verdict in _verdicts)
        {
            text.AppendLine(verdict.ToMarkdownRow());
        }

        text.AppendLine();
    }
}
