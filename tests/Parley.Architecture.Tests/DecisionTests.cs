using System.Text.RegularExpressions;

namespace Parley.Architecture.Tests;

public sealed partial class DecisionTests
{
    private static readonly string[] Files = Directory.GetFiles(Path.Combine(Repository.Root, "docs", "decisions"), "*.md");

    [Fact]
    public void Every_decision_says_context_options_decision_and_consequences()
    {
        Assert.NotEmpty(Files);
        Assert.All(Files, file =>
        {
            var headings = File.ReadLines(file).Where(line => line.StartsWith("## ", StringComparison.Ordinal)).Select(line => line[3..]);
            Assert.Equal(["Context", "Options", "Decision", "Consequences"], headings);
        });
    }

    [Fact]
    public void A_decisions_number_is_in_its_name_and_its_title_and_is_its_own()
    {
        Assert.All(Files, file =>
        {
            Assert.Matches(NamePattern(), Path.GetFileName(file));
            Assert.StartsWith($"# {Path.GetFileName(file)[..4]} ", File.ReadLines(file).First(), StringComparison.Ordinal);
        });
        Assert.Equal(Enumerable.Range(1, Files.Length), Files.Select(file => int.Parse(Path.GetFileName(file)[..4])).Order());
    }

    [GeneratedRegex(@"^\d{4}-[a-z0-9-]+\.md$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NamePattern();
}
