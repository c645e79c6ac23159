using System.Diagnostics;
using Parley.Kubernetes.Tests.Tools;
using Parley.Testing;

namespace Parley.Kubernetes.Tests.ChartTests;

public sealed class ReadmeTests
{
    [Fact]
    public async Task The_table_of_values_is_what_their_comments_say()
    {
        KubernetesTools.SkipWhereMissing();
        using var check = Process.Start("node", [Repository.PathOf("eng/chart-readme"), "--check"]);
        await check.WaitForExitAsync();

        Assert.True(check.ExitCode == 0, "Run eng/chart-readme.");
    }

    [Fact]
    public void Every_value_is_told_of()
    {
        var values = File.ReadAllLines(Path.Combine(Chart.Folder, "values.yaml"));
        var untold = values.Where((line, index) => line.Contains(": ", StringComparison.Ordinal) && !line.TrimStart().StartsWith('#') && !line.Contains("resources: {", StringComparison.Ordinal)
            && !values[index - 1].TrimStart().StartsWith('#'));

        Assert.Empty(untold);
    }
}
