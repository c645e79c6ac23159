using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;

namespace Parley.Cli.Verify;

/// <summary><c>--set KEY=VALUE</c>, as often as needed: settings of the server, for each node that <c>--local</c> starts.</summary>
internal sealed partial class SettingOption : Option<string[]>
{
    // What a local cluster gives its nodes itself, or asks them by.
    private static readonly string[] Taken = ["Parley:Database", "Parley:Bus", "Parley:Roles", "Parley:ManagementPort", "Urls", "Logging:LogLevel:Default"];

    public SettingOption()
        : base("--set")
    {
        Description = "With --local: a setting of every node, such as Parley:Stop:Drain=00:00:20; as often as needed, the last of a key counts.";
        HelpName = "KEY=VALUE";
        Validators.Add(Check);
    }

    /// <returns>As environment variables.</returns>
    public IReadOnlyDictionary<string, string> Of(ParseResult parsed)
    {
        var environment = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var setting in parsed.GetValue(this) ?? [])
        {
            var parts = setting.Split('=', 2);
            environment[parts[0].Replace(":", "__", StringComparison.Ordinal)] = parts[1];
        }

        return environment;
    }

    private static void Check(OptionResult result)
    {
        foreach (var setting in result.Tokens.Select(token => token.Value))
        {
            var key = setting.Split('=')[0].Replace("__", ":", StringComparison.Ordinal);
            if (!Shape().IsMatch(setting))
            {
                result.AddError($"--set: \"{setting}\" is not KEY=VALUE, such as Parley:Stop:Drain=00:00:20");
            }
            else if (Taken.Contains(key, StringComparer.OrdinalIgnoreCase))
            {
                result.AddError($"--set: {key} is set by --local itself");
            }
        }
    }

    // A key that is no name of a variable would get lost in the shell that starts a node.
    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*(:[A-Za-z0-9_]+)*=", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Shape();
}
