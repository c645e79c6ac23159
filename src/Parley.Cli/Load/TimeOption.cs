using System.CommandLine;
using System.CommandLine.Parsing;

namespace Parley.Cli.Load;

/// <summary>An option that takes a time as people write it, and shows its default so, too.</summary>
internal sealed class TimeOption : Option<TimeSpan?>
{
    private readonly TimeSpan? _standard;

    /// <param name="standard">What it is when it is left out; words that are no time mean that the reader decides.</param>
    public TimeOption(string name, string description, string standard)
        : base(name)
    {
        Description = $"{description} [default: {standard}]";
        HelpName = "TIME";
        CustomParser = Parse;
        _standard = Durations.TryParse(standard);
    }

    /// <returns>null: left out, and the reader decides.</returns>
    public TimeSpan? Of(ParseResult parsed)
    {
        return parsed.GetValue(this) ?? _standard;
    }

    private TimeSpan? Parse(ArgumentResult argument)
    {
        var duration = Durations.TryParse(argument.Tokens[0].Value);
        if (duration is null)
        {
            argument.AddError($"{Name}: \"{argument.Tokens[0].Value}\" is not a time such as 500ms, 30s, 5m or 1h");
        }

        return duration;
    }
}
