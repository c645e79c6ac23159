using Mono.Cecil;

namespace Parley.Architecture.Tests;

/// <summary>The sources around this test, and what was compiled from them.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <returns>By name, such as Parley.Server, the path of each project under src.</returns>
    public static IReadOnlyDictionary<string, string> SourceProjects()
    {
        return Directory.GetFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories).ToDictionary(path => Path.GetFileNameWithoutExtension(path)!);
    }

    /// <returns>The assembly of a project under src.</returns>
    public static ModuleDefinition Read(string project)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        return ModuleDefinition.ReadModule(Path.Combine(AppContext.BaseDirectory, $"{project}.dll"), new ReaderParameters { AssemblyResolver = resolver });
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Parley.slnx")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("These tests read the sources and must run inside the repository.");
    }
}
