using System.CommandLine;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Parley.Cli.Load.Reports;
using Parley.Cli.Load.Scenarios;

namespace Parley.Cli.Load;

/// <summary><c>parley load</c> with its scenarios, each a command with the options that matter to it.</summary>
internal static class LoadCommand
{
    public static Command Make(ParleyTerminal terminal)
    {
        return new Command("load", "Put load on a server, over its public protocol, and say how it stood it. Only on servers that you may do that to. docs/load.md has more.")
        {
            Scenario(terminal, LoadScenarios.Connect, "Open event streams, evenly over the ramp, and time each until it is ready."),
            Scenario(terminal, LoadScenarios.Idle, "Hold connections on which nothing happens but heartbeats.", scenario => scenario.Add(scenario.Duration, scenario.Heartbeat)),
            Scenario(
                terminal,
                LoadScenarios.Room,
                "One channel, everyone reads, messages come at a rate.",
                scenario => scenario.Add(scenario.Rate(10), scenario.Duration, scenario.WarmUp, scenario.Arrivals, scenario.Characters)),
            Scenario(
                terminal,
                LoadScenarios.ManyChannels,
                "Readers spread over channels, messages come at a rate.",
                scenario => scenario.Add(scenario.Channels(100), scenario.PerAccount(1), scenario.Rate(100), scenario.Duration, scenario.WarmUp, scenario.Arrivals, scenario.Characters)),
            Scenario(
                terminal,
                LoadScenarios.MixedDay,
                "People at work: posting, reading, typing, coming and going.",
                scenario => scenario.Add(
                    scenario.Channels(20), scenario.PerAccount(5), scenario.PostsPerHour, scenario.Pace, scenario.Duration, scenario.WarmUp, scenario.Characters)),
            Scenario(
                terminal,
                LoadScenarios.Resume,
                "Everyone is cut off, messages are posted, everyone comes back at once and should get exactly what was missed.",
                scenario => scenario.Add(scenario.Channels(4), scenario.Missed, scenario.Rate(100), scenario.Characters)),
        };
    }

    private static Command Scenario(ParleyTerminal terminal, string name, string description, Action<ScenarioArguments>? configure = null)
    {
        var command = new Command(name, description);
        var arguments = new ScenarioArguments(command);
        configure?.Invoke(arguments);
        arguments.AddCommon();
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = arguments.Read(parsed);
            if (LoadLimits.Refusal(options, OpenFiles.Limit()) is { } refusal)
            {
                throw new CommandException(refusal, ExitCodes.Usage);
            }

            using var authority = Authority(arguments.AuthorityOf(parsed));
            var run = new LoadRun(options, arguments.ThresholdsOf(parsed), arguments.TokenOf(parsed, terminal), authority, terminal);
            var report = await run.RunAsync(cancellationToken);
            await terminal.Output.WriteAsync(ReportTable.Make(report));
            await WriteAsync(arguments.JsonFileOf(parsed), () => JsonSerializer.Serialize(report, ReportJsonContext.Default.LoadReport));
            await WriteAsync(arguments.HtmlFileOf(parsed), () => ReportHtml.Make(report));
            return report.IsInterrupted ? ExitCodes.Interrupted : report.IsAllRight ? ExitCodes.Done : ExitCodes.Failed;
        });
        return command;
    }

    private static X509Certificate2? Authority(FileInfo? file)
    {
        try
        {
            return file is null ? null : X509CertificateLoader.LoadCertificateFromFile(file.FullName);
        }
        catch (CryptographicException unreadable)
        {
            throw new CommandException($"--ca-file: {file!.FullName} is no certificate: {unreadable.Message}", ExitCodes.Usage);
        }
    }

    private static async Task WriteAsync(FileInfo? file, Func<string> text)
    {
        if (file is not null)
        {
            // The report is wanted most when the run was stopped: it is not cancelled.
            await File.WriteAllTextAsync(file.FullName, text(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), CancellationToken.None);
        }
    }
}
