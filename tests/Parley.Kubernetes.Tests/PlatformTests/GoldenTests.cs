using Parley.Kubernetes.Tests.Tools;

namespace Parley.Kubernetes.Tests.PlatformTests;

/// <summary>What each overlay builds to. Kinds come with the charts of others and are in none of them; a definition among them would not be ours to review.</summary>
public sealed class GoldenTests
{
    public static MatrixTheoryData<string, string> Overlays => new(Platform.Stages, Platform.Environments);

    [Theory]
    [MemberData(nameof(Overlays))]
    public async Task What_is_built_is_what_is_checked_in(string stage, string environment)
    {
        var built = await Platform.BuildAsync($"{stage}/overlays/{environment}");

        Assert.DoesNotContain("kind: CustomResourceDefinition", built, StringComparison.Ordinal);
        await Golden.AssertAsync(nameof(PlatformTests), $"{stage}-{environment}", built);
    }
}
