namespace Parley.Terraform.Tests;

/// <summary>
/// Where Terraform takes the AWS provider from. A machine without the registry has it in a folder laid out as a filesystem mirror: the one that
/// <c>TERRAFORM_PROVIDER_MIRROR</c> names, or one that stands where mirrors usually do. Without one it comes from the registry.
/// </summary>
internal static class ProviderMirror
{
    private const string Provider = "registry.terraform.io/hashicorp/aws";

    private static readonly Lazy<string> Written = new(Write);

    /// <summary>Terraform's own settings file: the user's, where there is one; otherwise one that names the mirror.</summary>
    public static string CliConfigFile => Written.Value;

    private static string Write()
    {
        if (Environment.GetEnvironmentVariable("TF_CLI_CONFIG_FILE") is { } own && File.Exists(own))
        {
            return own;
        }

        var file = Path.Combine(Directory.CreateTempSubdirectory("parley-terraform-").FullName, "terraformrc");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
        File.WriteAllText(file, Find() is { } mirror ? ConfigOf(mirror) : "disable_checkpoint = true\n");
        return file;
    }

    private static string ConfigOf(string mirror)
    {
        return $$"""
            provider_installation {
              filesystem_mirror {
                path    = "{{mirror}}"
                include = ["registry.terraform.io/hashicorp/*"]
              }
              direct {
                exclude = ["registry.terraform.io/hashicorp/*"]
              }
            }
            disable_checkpoint = true

            """;
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("TERRAFORM_PROVIDER_MIRROR") is { Length: > 0 } named)
        {
            return Directory.Exists(Path.Combine(named, Provider)) ? named : throw new InvalidOperationException($"TERRAFORM_PROVIDER_MIRROR is {named}, where {Provider} is not.");
        }

        return Places().FirstOrDefault(folder => Directory.Exists(Path.Combine(folder, Provider)));
    }

    private static IEnumerable<string> Places()
    {
        yield return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".terraform.d", "plugins");
        yield return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share", "terraform", "plugins");
        foreach (var parent in new[] { "/usr/local/share", "/usr/share", "/opt", "/var/lib" }.Where(Directory.Exists))
        {
            yield return Path.Combine(parent, "terraform", "plugins");
            foreach (var child in Directory.EnumerateDirectories(parent))
            {
                yield return child;
            }
        }
    }
}
