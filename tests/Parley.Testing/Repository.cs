namespace Parley.Testing;

/// <summary>The files of this repository, for tests that hold documents against the code.</summary>
public static class Repository
{
    private static readonly Lazy<string> Root = new(FindRoot);

    public static string Read(string path)
    {
        return File.ReadAllText(PathOf(path));
    }

    public static string PathOf(string path)
    {
        return Path.Combine(Root.Value, path);
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Parley.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside the repository.");
    }
}
