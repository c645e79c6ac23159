using System.Runtime.InteropServices;

#pragma warning disable MA0047, CA1050, RCS1110 // The runtime looks for exactly this name, outside of any namespace (DOTNET_STARTUP_HOOKS).

/// <summary>Loaded into each .NET server under measurement: SIGUSR1 has it collect its garbage and give the memory back, as only the process itself can.</summary>
internal static class StartupHook
{
    // The number is the same on x64 and arm64.
    private const int UserSignal = 10;

    private static PosixSignalRegistration? _registration;

    public static void Initialize()
    {
        _registration = PosixSignalRegistration.Create((PosixSignal)UserSignal, context =>
        {
            context.Cancel = true;
            Collect();
        });
    }

    private static void Collect()
    {
        for (var time = 0; time < 2; time++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }
    }
}
