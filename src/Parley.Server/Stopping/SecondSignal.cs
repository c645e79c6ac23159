using System.Runtime.InteropServices;

namespace Parley.Server.Stopping;

/// <summary>Who asks a second time, by SIGTERM or Ctrl-C, does not want to wait: the process ends at once, with the exit code of one that was ended by the signal.</summary>
internal sealed class SecondSignal : IDisposable
{
    // The shell's: 128 and the signal's number.
    private const int OfSigInt = 130;
    private const int OfSigTerm = 143;

    private readonly PosixSignalRegistration _sigInt;
    private readonly PosixSignalRegistration _sigTerm;
    private int _signals;

    public SecondSignal()
    {
        _sigInt = PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => Count(OfSigInt));
        _sigTerm = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => Count(OfSigTerm));
    }

    public void Dispose()
    {
        _sigInt.Dispose();
        _sigTerm.Dispose();
    }

    /// <summary>The first one is the host's, which begins the orderly stop.</summary>
    private void Count(int exitCode)
    {
        if (Interlocked.Increment(ref _signals) > 1)
        {
            Console.Error.WriteLine("parley: told to stop a second time, it stops at once.");
            Environment.Exit(exitCode);
        }
    }
}
