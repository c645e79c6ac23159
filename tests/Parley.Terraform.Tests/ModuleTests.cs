using System.Text.RegularExpressions;

namespace Parley.Terraform.Tests;

/// <summary>Every module and every root is valid, and passes its own tests (<c>tests/*.tftest.hcl</c>, with a mocked provider).</summary>
public sealed partial class ModuleTests
{
    public static TheoryData<string> Roots => [.. TerraformTree.Roots];

    [Fact]
    public async Task Files_are_formatted()
    {
        TerraformProgram.SkipWhereMissing();

        var format = await TerraformProgram.RunAsync(TerraformTree.Source, dataFolder: null, new Dictionary<string, string>(StringComparer.Ordinal), "fmt", "-check", "-recursive", "-diff", "-no-color");

        Assert.True(format.ExitCode == 0, $"terraform fmt -recursive would change:\n{format.Output}");
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public async Task Is_valid(string root)
    {
        TerraformProgram.SkipWhereMissing();

        var validate = await ModuleRuns.ValidateAsync(root);

        Assert.True(validate.ExitCode == 0, validate.Output);
        Assert.DoesNotContain("Warning:", validate.Output, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public async Task Passes_its_tests(string root)
    {
        TerraformProgram.SkipWhereMissing();

        var test = await ModuleRuns.TestAsync(root);

        Assert.True(test.ExitCode == 0, test.Output);
        var passed = Passed.Match(test.Output);
        Assert.True(passed.Success && int.Parse(passed.Groups["count"].Value) > 0, $"{root} has no tests that ran:\n{test.Output}");
    }

    [GeneratedRegex(@"^Success! (?<count>\d+) passed, 0 failed", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Passed { get; }
}
