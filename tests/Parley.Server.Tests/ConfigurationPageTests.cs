using Parley.Server.Configuration;
using Parley.Testing;

namespace Parley.Server.Tests;

/// <summary>docs/configuration.md against the program.</summary>
public sealed class ConfigurationPageTests
{
    [Fact]
    public void The_page_lists_every_setting_once_and_no_other()
    {
        var page = Repository.Read("docs/configuration.md").Split('\n');

        var listed = page.Where(line => line.StartsWith("| `Parley:", StringComparison.Ordinal)).Select(line => line.Split('`')[1]);

        Assert.Equal(KnownSettings.All().Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_gives_the_defaults_that_the_program_has()
    {
        var page = Repository.Read("docs/configuration.md").Split('\n');

        var defaults = KnownSettings.Defaults();

        Assert.NotEmpty(defaults);
        Assert.All(defaults, setting => Assert.Contains(page, line => line.StartsWith($"| `{setting.Key}` | `{setting.Value}` |", StringComparison.Ordinal)));
    }
}
