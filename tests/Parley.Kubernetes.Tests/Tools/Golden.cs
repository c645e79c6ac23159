using Parley.Testing;

namespace Parley.Kubernetes.Tests.Tools;

/// <summary>
/// What is rendered is checked in, so that a change is read as what it changes in a cluster. <c>PARLEY_RENEW=1</c> in the environment of this program writes it anew; the difference is part of
/// the review.
/// </summary>
internal static class Golden
{
    /// <param name="tests">The folder of the tests, such as <c>ChartTests</c>; the file is in its folder Golden.</param>
    /// <param name="name">Of the file, without its ending.</param>
    /// <param name="rendered">As the tool printed it.</param>
    public static async Task AssertAsync(string tests, string name, string rendered)
    {
        var file = Repository.PathOf($"tests/Parley.Kubernetes.Tests/{tests}/Golden/{name}.yaml");
        if (Environment.GetEnvironmentVariable("PARLEY_RENEW") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, rendered);
        }

        Assert.Equal(await File.ReadAllTextAsync(file), rendered);
    }
}
