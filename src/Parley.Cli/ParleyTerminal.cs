namespace Parley.Cli;

/// <summary>What a command sees of the world around it.</summary>
internal sealed record ParleyTerminal
{
    public required TextWriter Output { get; init; }

    public required TextWriter Error { get; init; }

    /// <summary>Whether progress may overwrite its line.</summary>
    public required bool IsInteractive { get; init; }

    /// <summary>The value of an environment variable; null when it is not set.</summary>
    public required Func<string, string?> Variable { get; init; }

    public required TimeProvider Time { get; init; }

    public static ParleyTerminal OfProcess()
    {
        return new ParleyTerminal
        {
            Output = Console.Out,
            Error = Console.Error,
            IsInteractive = !Console.IsErrorRedirected,
            Variable = Environment.GetEnvironmentVariable,
            Time = TimeProvider.System,
        };
    }
}
