using System.Text.RegularExpressions;

namespace Parley.Terraform.Tests;

/// <summary>Rules of <c>deploy/terraform</c> that Terraform itself does not hold anyone to.</summary>
public sealed partial class LayoutTests
{
    public static TheoryData<string> Roots => [.. TerraformTree.Roots];

    public static TheoryData<string> Modules => [.. TerraformTree.Roots.Where(root => root.StartsWith("modules/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Roots))]
    public void Every_validation_is_told_a_wrong_value_by_a_test(string root)
    {
        var tests = string.Concat(TestsOf(root).Select(File.ReadAllText));
        var tried = ExpectedFailures.Matches(tests).SelectMany(match => match.Groups["name"].Captures).Select(name => name.Value).ToHashSet(StringComparer.Ordinal);

        var untried = Variables(root).Where(variable => variable.Body.Contains("validation {", StringComparison.Ordinal) && !tried.Contains(variable.Name)).Select(variable => variable.Name);

        Assert.Empty(untried);
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void Variables_and_outputs_say_what_they_are(string root)
    {
        var undescribed = Blocks(root).Where(block => !block.Body.Contains("  description", StringComparison.Ordinal)).Select(block => block.Name);
        var untyped = Variables(root).Where(variable => !variable.Body.Contains("  type ", StringComparison.Ordinal)).Select(variable => variable.Name);

        Assert.Empty(undescribed);
        Assert.Empty(untyped);
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_has_a_readme_and_tests(string module)
    {
        Assert.True(File.Exists(Path.Combine(TerraformTree.Source, module, "README.md")));
        Assert.NotEmpty(TestsOf(module));
        Assert.Contains(Path.GetFileName(module), File.ReadAllText(Path.Combine(TerraformTree.Source, "README.md")), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_knows_no_provider_and_no_environment(string module)
    {
        var text = string.Concat(FilesOf(module).Select(File.ReadAllText));

        Assert.DoesNotMatch(@"(?m)^(provider|backend) ", text);
        Assert.DoesNotContain("production", text.Replace("parley-production", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Roots))]
    public void Files_are_short(string root)
    {
        Assert.All(FilesOf(root).Concat(TestsOf(root)), file => Assert.True(File.ReadLines(file).Count() <= 400, $"{file} has more than 400 lines."));
    }

    /// <summary>What both do is the same; what they choose stands in terraform.tfvars and backend.hcl.</summary>
    [Fact]
    public void Environments_differ_in_their_values_only()
    {
        var staging = FilesOfEnvironment("staging");

        Assert.NotEmpty(staging);
        Assert.Equal(staging, FilesOfEnvironment("production"));
    }

    [Fact]
    public void What_is_applied_locks_its_provider_everywhere_to_the_same()
    {
        var applied = TerraformTree.Roots.Where(root => !root.StartsWith("modules/", StringComparison.Ordinal)).ToArray();
        var locks = applied.Select(root => File.ReadAllText(Path.Combine(TerraformTree.Source, root, TerraformTree.LockFile))).Distinct(StringComparer.Ordinal);

        Assert.Equal(9, applied.Length);
        Assert.Matches(@"provider ""registry\.terraform\.io/hashicorp/aws"" \{\n  version     = ""5\.100\.0""\n(.*\n)*    ""h1:", Assert.Single(locks));
    }

    /// <summary>A resource that no test names is one that may be changed to anything.</summary>
    [Theory]
    [MemberData(nameof(Roots))]
    public void Every_resource_is_named_by_a_test(string root)
    {
        var tests = string.Concat(TestsOf(root).Select(File.ReadAllText));
        var unnamed = FilesOf(root).SelectMany(file => Resource.Matches(File.ReadAllText(file))).Select(match => $"{match.Groups["type"].Value}.{match.Groups["name"].Value}")
            .Where(resource => !Regex.IsMatch(tests, $@"\b{Regex.Escape(resource)}\b", RegexOptions.None, TimeSpan.FromSeconds(5)));

        Assert.Empty(unnamed);
    }

    private static SortedDictionary<string, string> FilesOfEnvironment(string environment)
    {
        var folder = Path.Combine(TerraformTree.Source, "environments", environment);
        return new SortedDictionary<string, string>(
            TerraformTree.Sources().Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal) && !IsOfValues(file)).ToDictionary(file => Path.GetRelativePath(folder, file), File.ReadAllText),
            StringComparer.Ordinal);
    }

    private static bool IsOfValues(string file)
    {
        return Path.GetFileName(file) is "terraform.tfvars" or "backend.hcl" || file.Contains("/tests/", StringComparison.Ordinal);
    }

    private static IEnumerable<string> FilesOf(string root)
    {
        return Directory.EnumerateFiles(Path.Combine(TerraformTree.Source, root), "*.tf");
    }

    private static string[] TestsOf(string root)
    {
        var folder = Path.Combine(TerraformTree.Source, root, "tests");
        return Directory.Exists(folder) ? Directory.GetFiles(folder, "*.tftest.hcl") : [];
    }

    private static IEnumerable<(string Name, string Body)> Variables(string root)
    {
        return Blocks(root, "variable");
    }

    private static IEnumerable<(string Name, string Body)> Blocks(string root, string kind = "(?:variable|output)")
    {
        // Files are formatted, so a block ends with the first brace at a line's start.
        return FilesOf(root).SelectMany(file => Regex.Matches(File.ReadAllText(file), $"(?m)^{kind} \"([a-z0-9_]+)\" \\{{\n((?:.*\n)*?)\\}}", RegexOptions.None, TimeSpan.FromSeconds(5)))
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value));
    }

    [GeneratedRegex(@"(?m)^resource ""(?<type>[a-z0-9_]+)"" ""(?<name>[a-z0-9_]+)"" \{", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Resource { get; }

    [GeneratedRegex(@"expect_failures\s*=\s*\[(\s*var\.(?<name>[a-z0-9_]+),?)+\s*\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ExpectedFailures { get; }
}
