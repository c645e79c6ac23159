using System.Text.RegularExpressions;
using Parley.Kubernetes.Tests.Manifests;

namespace Parley.Kubernetes.Tests.Rules;

/// <summary>No secret stands where everyone who may look at a deployment reads it: in a ConfigMap, in the environment or on a command line.</summary>
internal sealed partial class Secrets : IRule
{
    public IEnumerable<string> Check(ManifestSet manifests)
    {
        return
        [
            .. manifests.Of("ConfigMap").SelectMany(map => map.Json.Map("data").Where(entry => IsSecret(entry.Key, entry.Value)).Select(entry => $"{map}: {entry.Key} looks like a secret.")),
            .. manifests.Pods.SelectMany(pod => pod.AllContainers).SelectMany(OfContainer),
        ];
    }

    private static IEnumerable<string> OfContainer(Container container)
    {
        foreach (var variable in container.Env.Where(variable => variable.At("value") is not null && IsSecret(variable.Text("name")!, variable.Text("value")!)))
        {
            yield return $"{container}: {variable.Text("name")} looks like a secret.";
        }

        if (container.Json.Items("args").Concat(container.Json.Items("command")).Any(argument => Value().IsMatch(argument.ToString())))
        {
            yield return $"{container}: its command line holds what looks like a secret.";
        }
    }

    private static bool IsSecret(string name, string value)
    {
        return value.Length > 0 && (Value().IsMatch(value) || Name().IsMatch(name));
    }

    // "Password=abc" but not "Password='$(PASSWORD)'", which Kubernetes fills in; "amqps://name:abc@host".
    [GeneratedRegex(@"\b(password|pwd)\s*=\s*'?[^\s;$']|://[^/\s:@]*:[^/\s@$]+@|BEGIN [A-Z ]*PRIVATE KEY", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();

    [GeneratedRegex("(password|passwd|secret|token|api_?key|private_?key)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}
