using System.Diagnostics;

namespace Parley.Bench.Processes;

/// <summary>Has a .NET server collect its garbage, so that its memory is what it holds and not what it has not yet tidied up (Parley.Bench.Hook).</summary>
internal static class GarbageCollection
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(5);

    /// <summary>What a server must be started with.</summary>
    public static (string Key, string Value) Environment => ("DOTNET_STARTUP_HOOKS", Path.Combine(AppContext.BaseDirectory, "Parley.Bench.Hook.dll"));

    public static async Task RequestAsync(int processId, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-USR1", $"{processId}"]);
        await kill.WaitForExitAsync(cancellationToken);
        await Task.Delay(Settling, TimeProvider.System, cancellationToken);
    }
}
