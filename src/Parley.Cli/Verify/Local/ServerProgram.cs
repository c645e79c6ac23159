namespace Parley.Cli.Verify.Local;

/// <summary>Where the server program is.</summary>
internal static class ServerProgram
{
    private const string Name = "Parley.Server";

    /// <param name="given">What was asked for; null: beside this program, or in the build output of the source tree around it.</param>
    /// <exception cref="CommandException">It is not there.</exception>
    public static string Find(FileInfo? given)
    {
        if (given is not null)
        {
            return given.Exists ? given.FullName : throw new CommandException($"--program: there is no {given.FullName}", ExitCodes.Usage);
        }

        return BesideUs().Concat(InTheSourceTree()).FirstOrDefault(File.Exists)
            ?? throw new CommandException($"the server program is neither beside this one nor built in the source tree: give --program PATH to {Name} or {Name}.dll", ExitCodes.Usage);
    }

    /// <returns>Program and first arguments: an assembly is run by <c>dotnet</c>.</returns>
    public static IReadOnlyList<string> LineOf(string path)
    {
        return path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? ["dotnet", path] : [path];
    }

    private static string[] BesideUs()
    {
        return [Path.Combine(AppContext.BaseDirectory, $"{Name}.dll"), Path.Combine(AppContext.BaseDirectory, Name)];
    }

    // The build of the same configuration first: .../bin/Release/net10.0/.
    private static IEnumerable<string> InTheSourceTree()
    {
        var ours = new DirectoryInfo(AppContext.BaseDirectory);
        var root = ours;
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Parley.slnx")))
        {
            root = root.Parent;
        }

        return root is null
            ? []
            : ((string[])[ours.Parent?.Name ?? "Release", "Release", "Debug"]).Select(configuration => Path.Combine(root.FullName, "src", Name, "bin", configuration, ours.Name, $"{Name}.dll"));
    }
}
