namespace Parley.Cli.Load;

/// <summary>
/// What a run may be at most: the person's own bounds, which guard against a zero too many, and hard ones, past which one process is the wrong tool.
/// </summary>
internal sealed record LoadLimits
{
    /// <summary>Linux gives out 28,232 ports for connections to one address (net.ipv4.ip_local_port_range); with more addresses or a wider range there is room for this many.</summary>
    public const int HardConnections = 60_000;

    public const int HardMessages = 100_000_000;
    public const int HardAccounts = 2_000;
    public const int HardChannels = 10_000;

    // Sockets aside: calls, files, the runtime's own.
    private const int OtherDescriptors = 600;

    public static readonly TimeSpan HardDuration = TimeSpan.FromHours(24);

    public required int Connections { get; init; }

    public required int Messages { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <param name="descriptors">Files and sockets that the process may open; null: not known.</param>
    /// <returns>Why the run is refused; null: it may begin.</returns>
    public static string? Refusal(LoadOptions options, int? descriptors)
    {
        var limits = options.Limits;
        return HardRefusal(limits)
            ?? (options.Connections > limits.Connections ? $"{options.Connections:N0} connections are more than --max-connections allows ({limits.Connections:N0})" : null)
            ?? (options.PlannedTime > limits.Duration ? $"the run would take {Durations.Show(options.PlannedTime)}, more than --max-duration allows ({Durations.Show(limits.Duration)})" : null)
            ?? (options.PlannedMessages > limits.Messages ? $"the run would post about {options.PlannedMessages:N0} messages, more than --max-messages allows ({limits.Messages:N0})" : null)
            ?? (options.Accounts > HardAccounts ? $"{options.Accounts:N0} accounts are too many, the most is {HardAccounts:N0}: connections share accounts" : null)
            ?? (options.Channels > HardChannels ? $"{options.Channels:N0} channels are too many, the most is {HardChannels:N0}" : null)
            ?? (options.Connections + OtherDescriptors > descriptors
                ? $"{options.Connections:N0} connections need {options.Connections + OtherDescriptors:N0} open files and this process may have {descriptors:N0}: raise it with ulimit -n"
                : null);
    }

    private static string? HardRefusal(LoadLimits limits)
    {
        return (limits.Connections > HardConnections ? $"--max-connections: {limits.Connections:N0} is too much for one process, the most is {HardConnections:N0}: run several" : null)
            ?? (limits.Messages > HardMessages ? $"--max-messages: {limits.Messages:N0} is too much, the most is {HardMessages:N0}" : null)
            ?? (limits.Duration > HardDuration ? $"--max-duration: {Durations.Show(limits.Duration)} is too long, the most is {HardDuration.TotalHours:0} h" : null);
    }
}
