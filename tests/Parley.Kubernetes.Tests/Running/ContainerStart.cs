using System.Text.RegularExpressions;
using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Running;

/// <summary>How a kubelet starts a container: its arguments and its environment, with what Secrets hold and <c>$(NAME)</c> filled in.</summary>
/// <param name="Arguments">For the image's entry point.</param>
/// <param name="Environment">Beside the image's own.</param>
internal sealed partial record ContainerStart(IReadOnlyList<string> Arguments, IReadOnlyDictionary<string, string> Environment)
{
    /// <param name="container">Of a rendering.</param>
    /// <param name="secrets">What is in them, by the Secret's name and the key.</param>
    public static ContainerStart Of(Container container, Func<string, string, string> secrets)
    {
        Assert.Null(container.Json.At("command"));
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in container.Env)
        {
            var reference = variable.At("valueFrom", "secretKeyRef");
            environment[variable.Text("name")!] = reference is null
                ? Filled(variable.Text("value") ?? "", environment)
                : secrets(reference.Text("name")!, reference.Text("key")!);
        }

        return new ContainerStart([.. container.Json.Items("args").Select(argument => argument.ToString())], environment);
    }

    /// <summary>The same with a part of all values replaced: where a machine is not a cluster.</summary>
    public ContainerStart With(string part, string other)
    {
        return this with { Environment = Environment.ToDictionary(variable => variable.Key, variable => variable.Value.Replace(part, other, StringComparison.Ordinal), StringComparer.Ordinal) };
    }

    public ContainerStart WithVariable(string name, string value)
    {
        return this with { Environment = new Dictionary<string, string>(Environment, StringComparer.Ordinal) { [name] = value } };
    }

    // What stands above is known; "$$(" is an escape that the chart does not use.
    private static string Filled(string value, Dictionary<string, string> above)
    {
        return Reference().Replace(value, match => above.GetValueOrDefault(match.Groups["name"].Value, match.Value));
    }

    [GeneratedRegex(@"\$\((?<name>[A-Za-z_][A-Za-z0-9_]*)\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Reference();
}
