using System.Text.Json.Nodes;
using System.Diagnostics;
using System.Text.Json;
using Parley.Testing;
using Xunit;

namespace Parley.Image.Tests;

/// <summary>
/// The image of deploy/images/Dockerfile as this machine can build it (tests/tools/image/stand-ins), once for the tests of one process, and gone with it. Where what it takes is
/// missing, tests are skipped, except in CI, where they fail.
/// </summary>
internal sealed class BuiltImage
{
    private static readonly Lazy<Task<BuiltImage>> Instance = new(BuildAsync);

    private BuiltImage(string home, JsonObject configuration, string[] layers, long[] sizes)
    {
        Home = home;
        Configuration = configuration;
        Layers = layers;
        Sizes = sizes;
    }

    /// <summary>What the image says of itself: user, entry point, labels.</summary>
    public JsonObject Configuration { get; }

    /// <summary>Digests of the layers as a registry holds them; the first is the base.</summary>
    public string[] Layers { get; }

    /// <summary>Their compressed bytes.</summary>
    public long[] Sizes { get; }

    /// <summary>Its files, as a runtime lays them out.</summary>
    public string RootFolder => Path.Combine(BundleFolder, "rootfs");

    /// <summary>Those, with what the image's own configuration means for a runtime.</summary>
    public string BundleFolder => Path.Combine(Home, "bundle");

    private string Home { get; }

    public static async Task<BuiltImage> SharedAsync()
    {
        var missing = await Command.RunAsync(Repository.PathOf("tests/tools/image/stand-ins"), "missing");
        if (missing.Length > 0)
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is not null, $"To build the image here takes {string.Join(", ", missing.Split('\n', StringSplitOptions.RemoveEmptyEntries))}.");
            throw new InvalidOperationException($"To build the image here takes {missing}");
        }

        return await Instance.Value;
    }

    public string PathOf(string path)
    {
        return Path.Combine(RootFolder, path.TrimStart('/'));
    }

    /// <summary>Builds it from nothing, in a storage of its own.</summary>
    public static async Task<BuiltImage> BuildAsync()
    {
        var home = Directory.CreateTempSubdirectory("parley-image-").FullName;

        // Not waited for: a runner ends a process by force that takes ten seconds for its farewell.
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Process.Start("sh", ["-c", "exec >/dev/null 2>&1 </dev/null; umount \"$0/storage/overlay\"; rm -rf \"$0\"", home]).Dispose();
        (string, string)[] environment = [("PARLEY_IMAGE_HOME", home)];
        var program = Repository.PathOf("eng/image");
        await Command.RunAsync(program, ["build", "--stand-ins"], environment);
        await Command.RunAsync(program, ["unpack", Path.Combine(home, "bundle")], environment);
        var layout = Path.Combine(home, "layout");
        var index = Read(Path.Combine(layout, "index.json"));
        var manifest = Blob(layout, index["manifests"]![0]!["digest"]);
        var layers = manifest["layers"]!.AsArray();
        return new BuiltImage(
            home,
            Blob(layout, manifest["config"]!["digest"]),
            [.. layers.Select(layer => layer!["digest"]!.GetValue<string>())],
            [.. layers.Select(layer => layer!["size"]!.GetValue<long>())]);
    }

    private static JsonObject Blob(string layout, JsonNode? digest)
    {
        return Read(Path.Combine(layout, "blobs", digest!.GetValue<string>().Replace(':', '/')));
    }

    private static JsonObject Read(string path)
    {
        return JsonSerializer.Deserialize<JsonObject>(File.ReadAllText(path))!;
    }
}
