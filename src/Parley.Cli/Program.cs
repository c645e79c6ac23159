using System.Runtime.InteropServices;
using Parley.Cli;

using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    // The first asks for a clean end; whoever presses Ctrl-C again does not want to wait for it.
    signal.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
return await ParleyCommand.RunAsync(args, ParleyTerminal.OfProcess(), stop.Token);
