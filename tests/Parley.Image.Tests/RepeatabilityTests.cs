using Xunit;

namespace Parley.Image.Tests;

public sealed class RepeatabilityTests
{
    [Fact]
    public async Task The_same_commit_gives_the_same_layers_again()
    {
        var first = await BuiltImage.SharedAsync();

        var second = await BuiltImage.BuildAsync();

        Assert.Equal(first.Layers.Skip(1), second.Layers.Skip(1));
        Assert.Equal(5, first.Layers.Length);
    }
}
