using System.Runtime.InteropServices;
using Parley.Testing;

namespace Parley.Terraform.Tests;

/// <summary>A copy of <c>deploy/terraform</c> in a temporary folder, in which Terraform may write what it likes. It goes with the process.</summary>
internal sealed class TerraformTree
{
    public const string LockFile = ".terraform.lock.hcl";

    // Of other platforms the lock files have no hash, until someone adds it (deploy/terraform/README.md).
    private static readonly bool IsLocked = OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64;

    private static readonly Lazy<TerraformTree> Instance = new(() => new TerraformTree());

    private readonly string _folder = Directory.CreateTempSubdirectory("parley-terraform-").FullName;

    public TerraformTree()
    {
        foreach (var file in Sources().Where(file => IsLocked || Path.GetFileName(file) != LockFile))
        {
            var copy = PathOf(Path.GetRelativePath(Source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        // The exceptions of the web ACL are held against the interface's own description.
        Directory.CreateDirectory(Path.Combine(_folder, "docs"));
        File.Copy(Repository.PathOf(Path.Combine("docs", "openapi.json")), Path.Combine(_folder, "docs", "openapi.json"));

        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The one in which modules are tested.</summary>
    public static TerraformTree Shared => Instance.Value;

    public static string Source => Repository.PathOf(Path.Combine("deploy", "terraform"));

    /// <summary>Every folder that Terraform can be run in, by its path below <c>deploy/terraform</c>.</summary>
    public static IReadOnlyList<string> Roots { get; } =
    [
        .. Sources().Where(file => Path.GetFileName(file) == "versions.tf").Select(file => Path.GetRelativePath(Source, Path.GetDirectoryName(file)!)).Order(StringComparer.Ordinal),
    ];

    /// <summary>What <c>terraform init</c> is told beside the rest: a root that comes with a lock file has to find in it all that it needs.</summary>
    public string[] InitOptions(string root)
    {
        return File.Exists(Path.Combine(PathOf(root), LockFile)) ? ["-lockfile=readonly"] : [];
    }

    public string PathOf(string path)
    {
        return Path.Combine(_folder, "deploy", "terraform", path);
    }

    /// <summary>Files as they are in the repository, without what Terraform wrote beside them.</summary>
    public static IEnumerable<string> Sources()
    {
        return Directory.EnumerateFiles(Source, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/.terraform/", StringComparison.Ordinal) && !Path.GetFileName(file).Contains("tfstate", StringComparison.Ordinal));
    }
}
