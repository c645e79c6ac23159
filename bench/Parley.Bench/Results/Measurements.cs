using System.Text;

namespace Parley.Bench.Results;

/// <summary>One table of a result: subjects in rows, what was measured of each in columns, both in the order in which they were first named.</summary>
internal sealed class Measurements(string title)
{
    private readonly List<string> _subjects = [];
    private readonly List<string> _columns = [];
    private readonly Dictionary<(string Subject, string Column), Figures> _figures = [];

    public IReadOnlyList<string> Subjects => _subjects;

    /// <param name="subject">What was measured, such as a server.</param>
    /// <param name="column">The quantity with its unit, such as <c>CPU, µs per delivery</c>.</param>
    /// <param name="value">One measurement; those of the same subject and column are told together.</param>
    public void Add(string subject, string column, double value)
    {
        Remember(_subjects, subject);
        Remember(_columns, column);
        if (!_figures.TryGetValue((subject, column), out var figures))
        {
            _figures[(subject, column)] = figures = new Figures();
        }

        figures.Add(value);
    }

    public Figures? Find(string subject, string column)
    {
        return _figures.GetValueOrDefault((subject, column));
    }

    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append("### ").AppendLine(title).AppendLine();
        text.Append("| |").AppendJoin('|', _columns.Select(column => $" {column} ")).AppendLine("|");
        text.Append("| --- |").AppendJoin('|', _columns.Select(_ => " ---: ")).AppendLine("|");
        foreach (var subject in _subjects)
        {
            text.Append("| ").Append(subject).Append(" |").AppendJoin('|', _columns.Select(column => $" {Find(subject, column)?.ToString() ?? "-"} ")).AppendLine("|");
        }

        return text.ToString();
    }

    private static void Remember(List<string> names, string name)
    {
        if (!names.Contains(name))
        {
            names.Add(name);
        }
    }
}
