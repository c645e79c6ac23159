using System.CommandLine;
using System.Text.Json;
using System.Text.RegularExpressions;
using Parley.Server;
using Parley.Server.Configuration;
using Parley.Testing;

namespace Parley.Kubernetes.Tests.PageTests;

/// <summary>What a runbook or a page of docs/security tells someone to open, run, set or ask is there: nobody finds out at three in the morning that it is not.</summary>
public sealed partial class OperatorPagesTests
{
    private const RegexOptions Options = RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;

    private static readonly Lazy<string> Terraform = new(() => ReadAll("deploy/terraform", "*.tf"));
    private static readonly Lazy<string> Migrations = new(() => ReadAll("src/Parley.Storage.Postgres/Migrations", "*.sql"));
    private static readonly Lazy<HashSet<string>> TestClasses = new(() => [.. Directory.GetFileSystemEntries(Repository.PathOf("tests"), "*Tests*", SearchOption.AllDirectories).Select(file => Path.GetFileNameWithoutExtension(file))]);

    public static TheoryData<string> Pages()
    {
        return
        [
            "SECURITY.md", "docs/audit.md", "docs/logs.md",
            .. new[] { "docs/runbooks", "docs/security" }.SelectMany(folder => Directory.GetFiles(Repository.PathOf(folder), "*.md").Select(file => $"{folder}/{Path.GetFileName(file)}")).Order(StringComparer.Ordinal),
        ];
    }

    [Fact]
    public void The_pages_that_were_promised_are_there()
    {
        Assert.Superset(
            new HashSet<string>
            {
                "docs/runbooks/block-an-abuser.md", "docs/runbooks/lose-a-zone.md", "docs/runbooks/lose-the-writer.md", "docs/runbooks/restore-point-in-time.md", "docs/runbooks/revoke-account.md", "docs/runbooks/rotate-secrets.md",
                "docs/security/audit-schedule.md", "docs/security/incident-response.md", "docs/security/threat-model.md", "docs/security/vulnerability-policy.md",
            },
            Pages().Select(row => row.Data).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files_and_headings_that_are_there(string page)
    {
        var folder = Path.GetDirectoryName(page)!;
        Assert.All(Link().Matches(Repository.Read(page)).Select(match => match.Groups["target"].Value).Where(target => !target.Contains("://", StringComparison.Ordinal)), target =>
        {
            var parts = target.Split('#');
            var file = parts[0].Length == 0 ? page : Path.Combine(folder, parts[0]);
            Assert.True(Path.Exists(Repository.PathOf(file)), $"{target} is not there");
            if (parts.Length > 1)
            {
                Assert.Contains(parts[1], Heading().Matches(Repository.Read(file)).Select(match => AnchorOf(match.Groups["text"].Value)));
            }
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Files_and_tests_that_are_named_are_there(string page)
    {
        var code = CodeOf(page);

        Assert.All(FilePath().Matches(code).Select(match => match.Value.TrimEnd('.', '/')), path => Assert.True(Path.Exists(Repository.PathOf(path)), $"{path} is not there"));
        Assert.All(TestClass().Matches(code).Select(match => match.Value), name => Assert.Contains(name, TestClasses.Value));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Commands_and_their_options_are_those_of_the_programs(string page)
    {
        var code = CodeOf(page);
        var ofServer = typeof(ServerApp).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Command))).Select(type => ((Command)Activator.CreateInstance(type)!).Name).ToHashSet();

        Assert.All(ServerCommand().Matches(code).Select(match => match.Groups["name"].Value), name => Assert.Contains(name, ofServer));
        Assert.All(ClientCommand().Matches(code).Select(match => match.Groups["name"].Value), name => Assert.Contains(name, ParleyCommandNames()));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Calls_are_those_of_the_interface(string page)
    {
        var paths = JsonDocument.Parse(Repository.Read("docs/openapi.json")).RootElement.GetProperty("paths").EnumerateObject().ToDictionary(path => Shape(path.Name), path => path.Value);

        // The event stream is described on a page of its own kind.
        using var streams = JsonDocument.Parse(Repository.Read("docs/asyncapi.json"));
        foreach (var channel in streams.RootElement.GetProperty("channels").EnumerateObject())
        {
            paths[Shape(channel.Value.GetProperty("address").GetString()!)] = channel.Value;
        }

        Assert.All(Call().Matches(Repository.Read(page)), match =>
        {
            var path = match.Groups["path"].Value;
            Assert.True(paths.TryGetValue(Shape(path), out var described), $"{path} is not there");
            Assert.True(match.Groups["method"].Value is "" || described.TryGetProperty(match.Groups["method"].Value.ToLowerInvariant(), out _), $"{match.Value} is not there");
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Settings_tables_and_names_of_Terraform_are_there(string page)
    {
        var code = CodeOf(page);
        var settings = KnownSettings.All().ToHashSet(StringComparer.Ordinal);

        Assert.All(Setting().Matches(code).Select(match => match.Value.Replace("__", ":", StringComparison.Ordinal)), setting => Assert.Contains(setting, settings));
        Assert.All(Table().Matches(code).Select(match => match.Groups["name"].Value).Where(name => !name.StartsWith("pg_", StringComparison.Ordinal)), name => Assert.Matches($"CREATE TABLE {name} ", Migrations.Value));
        Assert.All(Output().Matches(code).Select(match => match.Groups["name"].Value), name => Assert.Contains($"output \"{name}\"", Terraform.Value, StringComparison.Ordinal));
        Assert.All(Variable().Matches(code).Select(match => match.Groups["name"].Value), name => Assert.Contains($"variable \"{name}\"", Terraform.Value, StringComparison.Ordinal));
        Assert.All(Resource().Matches(code), match =>
        {
            Assert.Contains($"module \"{match.Groups["module"].Value}\"", Terraform.Value, StringComparison.Ordinal);
            Assert.Contains($"resource \"{match.Groups["type"].Value}\" \"{match.Groups["name"].Value}\"", Terraform.Value, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void Deployments_are_those_of_the_chart(string page)
    {
        var rendered = Repository.Read("tests/Parley.Kubernetes.Tests/ChartTests/Golden/production.yaml");

        Assert.All(Deployment().Matches(CodeOf(page)).Select(match => match.Groups["name"].Value), name => Assert.Contains($"  name: {name}\n", rendered, StringComparison.Ordinal));
    }

    /// <summary>What stands between backticks, and in blocks of code.</summary>
    private static string CodeOf(string page)
    {
        return string.Join('\n', Code().Matches(Repository.Read(page)).Select(match => match.Value.Trim('`')));
    }

    private static HashSet<string> ParleyCommandNames()
    {
        return [.. NewCommand().Matches(ReadAll("src/Parley.Cli", "*Command.cs")).Select(match => match.Groups["name"].Value)];
    }

    private static string Shape(string path)
    {
        return Parameter().Replace(path.Split('?')[0].TrimEnd('/'), "{}");
    }

    private static string AnchorOf(string heading)
    {
        return NoWord().Replace(heading.Trim().ToLowerInvariant(), "").Replace(' ', '-');
    }

    private static string ReadAll(string folder, string files)
    {
        return string.Join('\n', Directory.GetFiles(Repository.PathOf(folder), files, SearchOption.AllDirectories).Select(File.ReadAllText));
    }

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)", Options)]
    private static partial Regex Link();

    [GeneratedRegex("^#+ (?<text>.+)$", Options | RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("```[a-z]*\n[^`]*```|`[^`\n]+`", Options)]
    private static partial Regex Code();

    [GeneratedRegex(@"\b(deploy|docs|src|eng|tests|web|\.github)/[\w./-]*\w", Options)]
    private static partial Regex FilePath();

    [GeneratedRegex(@"\b[A-Z]\w+Tests\b", Options)]
    private static partial Regex TestClass();

    [GeneratedRegex(@"\bparley-server (?<name>[a-z]+)", Options)]
    private static partial Regex ServerCommand();

    [GeneratedRegex(@"new Command\(\s*""(?<name>[a-z]+)""", Options)]
    private static partial Regex NewCommand();

    [GeneratedRegex(@"^\s*parley (?<name>[a-z]+)", Options | RegexOptions.Multiline)]
    private static partial Regex ClientCommand();

    [GeneratedRegex(@"((?<method>GET|POST|PUT|PATCH|DELETE) ""?(\$URL)?)?(?<path>/api/v1/[\w{}$:/-]+)", Options)]
    private static partial Regex Call();

    [GeneratedRegex(@"\bParley(:|__)\w+((:|__)\w+)?", Options)]
    private static partial Regex Setting();

    [GeneratedRegex(@"\b(FROM|UPDATE|INTO) (?<name>[a-z][a-z_]+)\b", Options)]
    private static partial Regex Table();

    [GeneratedRegex(@"terraform output -raw (?<name>\w+)", Options)]
    private static partial Regex Output();

    [GeneratedRegex(@"-var '?(?<name>\w+)=", Options)]
    private static partial Regex Variable();

    [GeneratedRegex(@"\bmodule\.(?<module>\w+)\.(?<type>aws_\w+)\.(?<name>\w+)", Options)]
    private static partial Regex Resource();

    [GeneratedRegex(@"\bdeployment/(?<name>[a-z-]+)", Options)]
    private static partial Regex Deployment();

    [GeneratedRegex(@"\{[^}]*\}|\$[A-Z_]+", Options)]
    private static partial Regex Parameter();

    [GeneratedRegex(@"[^\w\s-]", Options)]
    private static partial Regex NoWord();
}
