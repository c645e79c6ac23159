using Parley.Kubernetes.Tests.Tools;

namespace Parley.Kubernetes.Tests.ChartTests;

/// <summary>What each file of values renders to.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Values => [.. Chart.Values];

    [Theory]
    [MemberData(nameof(Values))]
    public async Task What_is_rendered_is_what_is_checked_in(string values)
    {
        await Golden.AssertAsync(nameof(ChartTests), values, await Chart.RenderAsync(values));
    }
}
