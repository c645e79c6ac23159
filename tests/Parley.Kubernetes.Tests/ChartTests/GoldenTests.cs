using Parley.Testing;

namespace Parley.Kubernetes.Tests.ChartTests;

/// <summary>
/// What each file of values renders to is checked in, so that a change of the chart is read as what it changes in a cluster. <c>PARLEY_RENEW=1</c> in the environment of this program
/// writes it anew; the difference is part of the review.
/// </summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Values => [.. Chart.Values];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task What_is_rendered_is_what_is_checked_in(string values)
    {
        var rendered = await Chart.RenderAsync(values);
        var file = Repository.PathOf($"tests/Parley.Kubernetes.Tests/ChartTests/Golden/{values}.yaml");
        if (Environment.GetEnvironmentVariable("PARLEY_RENEW") == "1")
        {
            await File.WriteAllTextAsync(file, rendered);
        }

        Assert.Equal(await File.ReadAllTextAsync(file), rendered);
    }
}
