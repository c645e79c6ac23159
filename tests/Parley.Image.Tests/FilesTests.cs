using System.IO.Enumeration;
using System.Runtime.Versioning;
using System.Text.Json;
using Xunit;

namespace Parley.Image.Tests;

[SupportedOSPlatform("linux")]
public sealed class FilesTests
{
    private const UnixFileMode SetId = UnixFileMode.SetUser | UnixFileMode.SetGroup;
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private static readonly EnumerationOptions Everything = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };

    [Fact]
    public async Task Nobody_finds_a_shell_a_package_manager_an_SDK_or_sources()
    {
        var image = await BuiltImage.SharedAsync();
        var files = (await FilesAsync()).Where(file => !Directory.Exists(image.PathOf(file))).ToArray();
        string[] programs = ["sh", "bash", "dash", "busybox", "apt", "apt-get", "dpkg", "curl", "wget", "perl", "python3", "node", "npm", "git", "msbuild"];
        string[] sources = [".cs", ".csproj", ".props", ".ts", ".tsx", ".pdb", ".xml", ".map"];

        Assert.Contains("app/Parley.Server", files);
        Assert.DoesNotContain(files, file => programs.Contains(Path.GetFileName(file)));
        Assert.DoesNotContain(files, file => file.StartsWith("usr/share/dotnet/sdk", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => file.StartsWith("app/", StringComparison.Ordinal) && sources.Contains(Path.GetExtension(file)));
        Assert.DoesNotContain(files, file => Path.GetFileName(file) is "NuGet.Config" or ".npmrc" or "node_modules");
    }

    [Fact]
    public async Task Nothing_lends_the_rights_of_another_user_and_nothing_of_the_program_can_be_changed()
    {
        var image = await BuiltImage.SharedAsync();
        var files = (await FilesAsync()).Where(file => new FileInfo(image.PathOf(file)).LinkTarget is null).ToArray();

        Assert.DoesNotContain(files, file => (File.GetUnixFileMode(image.PathOf(file)) & SetId) != UnixFileMode.None);
        Assert.DoesNotContain(files, file => file.StartsWith("app", StringComparison.Ordinal) && (File.GetUnixFileMode(image.PathOf(file)) & WritableByOthers) != UnixFileMode.None);
        Assert.All(files.Where(file => file.StartsWith("app/", StringComparison.Ordinal)), file => Assert.True(File.GetUnixFileMode(image.PathOf(file)).HasFlag(UnixFileMode.OtherRead), file));
    }

    [Fact]
    public async Task The_client_and_the_time_zones_are_there()
    {
        var image = await BuiltImage.SharedAsync();

        Assert.Contains("<script", await File.ReadAllTextAsync(image.PathOf("app/wwwroot/index.html")), StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(image.PathOf("app/wwwroot/assets"), "*.js.br"));
        Assert.True(File.Exists(image.PathOf("usr/share/zoneinfo/Europe/Berlin")));
        Assert.True(File.Exists(image.PathOf("usr/share/zoneinfo/tzdata.zi")) || File.Exists(image.PathOf("usr/share/zoneinfo/zone.tab")));
    }

    [Fact]
    public async Task Where_a_volume_goes_belongs_to_the_program()
    {
        var image = await BuiltImage.SharedAsync();

        Assert.Equal("10001:10001", (await Command.RunAsync("stat", "--format=%u:%g", image.PathOf("data"))).Trim());
    }

    [Fact]
    public async Task Our_assemblies_carry_compiled_code()
    {
        var image = await BuiltImage.SharedAsync();

        // About 3 of 4 bytes of the larger ones are compiled code; without it this one is under 1 MB.
        Assert.True(new FileInfo(image.PathOf("app/Parley.Modules.dll")).Length > 2_000_000);
    }

    [Fact]
    public async Task It_is_under_130_MB_compressed()
    {
        var image = await BuiltImage.SharedAsync();

        TestContext.Current.TestOutputHelper?.WriteLine($"all {image.Sizes.Sum() / 1e6:F1} MB, ours {image.Sizes.Skip(1).Sum() / 1e6:F1} MB");
        Assert.InRange(image.Sizes.Sum(), 0, 130_000_000);
        Assert.InRange(image.Sizes.Skip(1).Sum(), 0, 25_000_000);
    }

    [Fact]
    public async Task The_bill_of_materials_lists_every_package_that_the_program_is_made_of()
    {
        var image = await BuiltImage.SharedAsync();
        var file = Path.GetTempFileName();
        await Command.RunAsync(Testing.Repository.PathOf("eng/image"), "sbom", file);
        using var bill = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        File.Delete(file);
        using var dependencies = JsonDocument.Parse(await File.ReadAllTextAsync(image.PathOf("app/Parley.Server.deps.json")));
        var listed = bill.RootElement.GetProperty("components").EnumerateArray().Select(component => component.GetProperty("purl").GetString()!).ToArray();
        var packages = dependencies.RootElement.GetProperty("libraries").EnumerateObject().Where(library => library.Value.GetProperty("type").GetString() == "package").Select(library => library.Name).ToArray();

        Assert.Equal("CycloneDX", bill.RootElement.GetProperty("bomFormat").GetString());
        Assert.Contains(packages, package => package.StartsWith("Npgsql/", StringComparison.Ordinal));
        Assert.Empty(packages.Select(package => $"pkg:nuget/{package.Replace('/', '@')}").Except(listed));
        Assert.Contains(listed, purl => purl.StartsWith("pkg:npm/preact@", StringComparison.Ordinal));
        Assert.DoesNotContain(listed, purl => purl.StartsWith("pkg:npm/vite@", StringComparison.Ordinal) || purl.Contains("Analyzer", StringComparison.Ordinal));
    }

    private static async Task<string[]> FilesAsync()
    {
        var image = await BuiltImage.SharedAsync();

        // Links are not followed: one to /run is one to this machine's.
        return
        [
            .. new FileSystemEnumerable<string>(image.RootFolder, (ref FileSystemEntry entry) => Path.GetRelativePath(image.RootFolder, entry.ToFullPath()), Everything)
            {
                ShouldRecursePredicate = (ref FileSystemEntry entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
            },
        ];
    }
}
