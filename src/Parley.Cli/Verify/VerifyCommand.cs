using System.CommandLine;
using Parley.Client;

namespace Parley.Cli.Verify;

/// <summary><c>parley verify run</c> and <c>parley verify check</c>.</summary>
internal static class VerifyCommand
{
    public static Command Make(ParleyTerminal terminal)
    {
        return new Command("verify", "Prove that a server keeps what it acknowledges and delivers it once and in order, also while it is killed.")
        {
            Run(terminal),
            Check(terminal),
        };
    }

    private static Command Run(ParleyTerminal terminal)
    {
        var server = new ServerOptions();
        var writers = Positive("--writers", "Accounts that post, and listen on an event stream each.", 20);
        var channels = Positive("--channels", "Channels that they post in.", 10);
        var seconds = Positive("--seconds", "How long new messages are posted.", 30);
        var rate = Positive("--rate", "Messages per second of all writers together, at most.", 200);
        var journalFile = JournalOption();
        var command = new Command("run", "Post and listen in a workspace made for it, and write down in a journal what the clients know. The server may die meanwhile.")
        {
            writers, channels, seconds, rate, journalFile,
        };
        server.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = ClientWithToken(server, parsed, terminal);
            await using var journal = Journal.Append(parsed.GetRequiredValue(journalFile).FullName);
            var options = new VerifyRunOptions
            {
                Writers = parsed.GetValue(writers),
                Channels = parsed.GetValue(channels),
                Duration = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                Rate = parsed.GetValue(rate),
            };
            var acknowledged = await new VerifyRun(client, journal, options, terminal, new ProgressLine(terminal)).RunAsync(cancellationToken);
            await terminal.Output.WriteLineAsync($"{acknowledged:N0} messages acknowledged");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command Check(ParleyTerminal terminal)
    {
        var server = new ServerOptions();
        var journalFile = JournalOption();
        var command = new Command("check", "Read back everything that a journal is about, with the same account, and hold it against the journal. Exit code 1: something does not hold.")
        {
            journalFile,
        };
        server.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = ClientWithToken(server, parsed, terminal);
            var entries = await Journal.ReadAsync(parsed.GetRequiredValue(journalFile).FullName, cancellationToken);
            if (!entries.OfType<Acknowledged>().Any())
            {
                throw new CommandException("the journal acknowledges no message: there is nothing to prove.");
            }

            var history = await new HistoryReader(client, new ProgressLine(terminal)).ReadAsync(entries, cancellationToken);
            var properties = Checker.Check(history);
            foreach (var property in properties)
            {
                await terminal.Output.WriteLineAsync(property.ToString());
                foreach (var example in property.Examples)
                {
                    await terminal.Output.WriteLineAsync($"          {example}");
                }
            }

            await terminal.Output.WriteLineAsync(
                $"        ({entries.OfType<Reconnected>().Count():N0} reconnects, {entries.OfType<ToldToReload>().Count():N0} resets, {history.Channels.Count:N0} channels)");
            return properties.All(property => property.Holds) ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static ParleyClient ClientWithToken(ServerOptions server, ParseResult parsed, ParleyTerminal terminal)
    {
        return server.Token(parsed, terminal) is null
            ? throw new CommandException($"a token is needed: set {ServerOptions.TokenVariable} or give --token-file", ExitCodes.Usage)
            : server.Client(parsed, terminal);
    }

    private static Option<FileInfo> JournalOption()
    {
        return new Option<FileInfo>("--journal") { Description = "The journal: one JSON object a line.", HelpName = "FILE", Required = true };
    }

    private static Option<int> Positive(string name, string description, int standard)
    {
        return CommandOptions.Number(name, description, standard, atLeast: 1);
    }
}
