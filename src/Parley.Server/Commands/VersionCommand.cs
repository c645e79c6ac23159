using System.CommandLine;
using System.Reflection;

namespace Parley.Server.Commands;

internal sealed class VersionCommand : Command
{
    public VersionCommand()
        : base("version", "Print the version.")
    {
        SetAction(_ => Console.WriteLine(Version));
    }

    public static string Version { get; } = typeof(VersionCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
