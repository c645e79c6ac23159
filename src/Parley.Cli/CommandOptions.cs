using System.CommandLine;

namespace Parley.Cli;

internal static class CommandOptions
{
    public static Option<int> Number(string name, string description, int standard, int atLeast)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => standard };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out var number) && number < atLeast)
            {
                result.AddError($"{name}: {number} is too small, the least is {atLeast}");
            }
        });
        return option;
    }
}
