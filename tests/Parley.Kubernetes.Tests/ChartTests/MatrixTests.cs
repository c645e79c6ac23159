using Parley.Kubernetes.Tests.Rules;
using Parley.Kubernetes.Tests.Tools;

namespace Parley.Kubernetes.Tests.ChartTests;

/// <summary>What holds for every file of values, with both Helms.</summary>
public sealed class MatrixTests
{
    public static MatrixTheoryData<string, int> Matrix => Chart.Matrix;

    public static TheoryData<string> Values => [.. Chart.Values];

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Helm_finds_nothing_to_say(string values, int helm)
    {
        var result = await Helm.Of(helm).LintAsync(Chart.Folder, [Chart.ValuesFile(values)]);

        Assert.True(result.ExitCode == 0, result.Output + result.Errors);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task The_server_knows_every_field(string values, int helm)
    {
        var (manifests, problems) = await Chart.ReadAsync(values, helm);

        Assert.Empty(problems);
        Assert.NotEmpty(manifests.All);
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task No_rule_is_broken(string values, int helm)
    {
        var (manifests, _) = await Chart.ReadAsync(values, helm);

        Assert.Empty(RuleBook.Check(manifests));
    }

    [Theory]
    [MemberData(nameof(Values))]
    public async Task Both_Helms_render_the_same(string values)
    {
        Assert.Equal(await Chart.RenderAsync(values, 4), await Chart.RenderAsync(values, 3));
    }
}
