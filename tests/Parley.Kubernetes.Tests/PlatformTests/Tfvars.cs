using System.Text.RegularExpressions;
using Parley.Testing;

namespace Parley.Kubernetes.Tests.PlatformTests;

/// <summary>Values of deploy/terraform/environments.</summary>
internal static class Tfvars
{
    public static string Text(string environment, string layer, string name)
    {
        var file = Repository.Read($"deploy/terraform/environments/{environment}/{layer}/terraform.tfvars");
        var match = Regex.Match(file, $"^{name}\\s*=\\s*\"(?<value>[^\"]*)\"", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        return match.Success ? match.Groups["value"].Value : throw new InvalidOperationException($"{layer}/terraform.tfvars of {environment} has no {name}.");
    }
}
