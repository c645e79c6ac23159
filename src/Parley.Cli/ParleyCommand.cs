using System.CommandLine;
using System.Reflection;
using Parley.Cli.Load;
using Parley.Cli.Seed;
using Parley.Cli.Verify;
using Parley.Client;

namespace Parley.Cli;

/// <summary><c>parley</c>: its commands, and how they end.</summary>
internal static class ParleyCommand
{
    public static async Task<int> RunAsync(string[] arguments, ParleyTerminal terminal, CancellationToken cancellationToken)
    {
        var root = new RootCommand("Tools for a Parley server. They speak its public protocol only.")
        {
            SeedCommand.Make(terminal),
            VerifyCommand.Make(terminal),
            LoadCommand.Make(terminal),
            Version(terminal),
        };
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            // What is not known says more than that something else is missing.
            var problem = parsed.UnmatchedTokens.Count > 0 ? $"\"{parsed.UnmatchedTokens[0]}\" is not known here" : parsed.Errors[0].Message;
            await terminal.Error.WriteLineAsync($"parley: {problem} (try --help)");
            return ExitCodes.Usage;
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = terminal.Output,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                // Signals are handled in Program.cs, for every command alike.
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await terminal.Error.WriteLineAsync("parley: stopped");
            return ExitCodes.Interrupted;
        }
        catch (CommandException failure)
        {
            await terminal.Error.WriteLineAsync($"parley: {failure.Message}");
            return failure.ExitCode;
        }
        catch (Exception failure) when (failure is ParleyException or EventStreamClosedException or IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync($"parley: {failure.Message}");
            return ExitCodes.Failed;
        }
    }

    private static Command Version(ParleyTerminal terminal)
    {
        var command = new Command("version", "Show the version of this program.");
        command.SetAction(_ => terminal.Output.WriteLine(
            typeof(ParleyCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]));
        return command;
    }
}
