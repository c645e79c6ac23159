using System.CommandLine;
using System.Text.Json;
using Parley.Cli.Verify.Local;
using Parley.Client;

namespace Parley.Cli.Verify;

/// <summary><c>parley verify</c> and <c>parley verify check</c>.</summary>
internal static class VerifyCommand
{
    public static Command Make(ParleyTerminal terminal)
    {
        var arguments = new VerifyArguments();
        var command = new Command(
            "verify",
            "Prove that a deployment keeps what it acknowledges and delivers it once, in order and to members only: a running one (--server), or one that is started for it and broken on purpose (--local). "
            + "Exit code 1: something does not hold. docs/verify.md has more.");
        arguments.AddTo(command);
        command.Subcommands.Add(Check(terminal));
        command.SetAction((parsed, cancellationToken) => RunAsync(arguments.Read(parsed, terminal), terminal, cancellationToken));
        return command;
    }

    private static Command Check(ParleyTerminal terminal)
    {
        var server = new ServerOptions(isOptional: true);
        var file = new Argument<FileInfo>("FILE") { Description = "The history that --out kept." };
        var json = VerifyArguments.JsonOption();
        var command = new Command("check", "Check a history once more: by what the server said at its end, or, with --server, by what it says now. Exit code 1: something does not hold.")
        {
            file, json,
        };
        server.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetRequiredValue(file).FullName;
            var entries = await Journal.ReadAsync(path, cancellationToken);
            var history = HistoryReader.OfJournal(entries);
            if (server.IsGiven(parsed))
            {
                using var client = ClientWithToken(server, parsed, terminal);
                history = await new HistoryReader(client, new ProgressLine(terminal)).ReadAsync(entries, cancellationToken);
            }

            return await TellAsync(
                history ?? throw new CommandException($"{path} does not have what the server said at the end: give --server, with the token that the run had.", ExitCodes.Usage),
                parsed.GetValue(json),
                terminal);
        });
        return command;
    }

    private static async Task<int> RunAsync(VerifyOptions options, ParleyTerminal terminal, CancellationToken cancellationToken)
    {
        var file = options.Out?.FullName ?? Path.GetTempFileName();
        if (options.Out is { Exists: true, Length: > 0 })
        {
            throw new CommandException($"--out: {file} is there already: each run has a history of its own.", ExitCodes.Usage);
        }

        try
        {
            await using (var journal = Journal.Append(file))
            {
                await (options.Cluster is { } cluster
                    ? LocalVerification.RunAsync(cluster, options.Nemesis!, options.Run, journal, terminal, cancellationToken)
                    : RunAsync(options.Client!, options.Run, journal, terminal, cancellationToken));
            }

            var entries = await Journal.ReadAsync(file, cancellationToken);
            return await TellAsync(HistoryReader.OfJournal(entries)!, options.Json, terminal);
        }
        finally
        {
            options.Client?.Dispose();
            if (options.Out is null)
            {
                File.Delete(file);
            }
        }
    }

    private static async Task RunAsync(ParleyClient client, VerifyRunOptions options, Journal journal, ParleyTerminal terminal, CancellationToken cancellationToken)
    {
        await new VerifyRun(client, journal, new RunClock(terminal.Time), options, terminal, new ProgressLine(terminal)).RunAndReadAsync(cancellationToken);
    }

    private static async Task<int> TellAsync(History history, FileInfo? json, ParleyTerminal terminal)
    {
        if (!history.Journal.OfType<Acknowledged>().Any())
        {
            throw new CommandException("no message was acknowledged: there is nothing to prove.");
        }

        var properties = Checker.Check(history);
        var summary = VerifySummary.Of(history, properties);
        await terminal.Output.WriteAsync(VerifyTable.Make(summary, properties));
        if (json is not null)
        {
            await File.WriteAllTextAsync(json.FullName, JsonSerializer.Serialize(summary, VerifyJsonContext.Default.VerifySummary));
        }

        return properties.All(property => property.Holds) ? ExitCodes.Done : ExitCodes.Failed;
    }

    internal static ParleyClient ClientWithToken(ServerOptions server, ParseResult parsed, ParleyTerminal terminal)
    {
        return server.Token(parsed, terminal) is null
            ? throw new CommandException($"a token is needed: set {ServerOptions.TokenVariable} or give --token-file", ExitCodes.Usage)
            : server.Client(parsed, terminal);
    }
}
