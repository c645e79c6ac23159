namespace Parley.Cli.Tests;

/// <summary>One run of <c>parley</c>, in this process.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static async Task<CommandRun> OfAsync(string arguments, string? token = null, CancellationToken cancellationToken = default)
    {
        await using var output = new StringWriter();
        await using var error = new StringWriter();
        var terminal = new ParleyTerminal
        {
            Output = output,
            Error = error,
            IsInteractive = false,
            Variable = name => name == ServerOptions.TokenVariable ? token : null,
            Time = TimeProvider.System,
        };
        var exitCode = await ParleyCommand.RunAsync(arguments.Split(' '), terminal, cancellationToken);
        return new CommandRun(exitCode, output.ToString(), error.ToString());
    }
}
