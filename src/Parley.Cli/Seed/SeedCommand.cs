using System.CommandLine;

namespace Parley.Cli.Seed;

/// <summary><c>parley seed</c>.</summary>
internal static class SeedCommand
{
    public static Command Make(ParleyTerminal terminal)
    {
        var server = new ServerOptions();
        var workspace = new Option<string?>("--workspace") { Description = "The workspace to fill; it is made when it is not there. Without it: the account's first.", HelpName = "NAME" };
        var people = CommandOptions.Number("--people", "People to invite and sign up.", 30, atLeast: 1);
        var channels = CommandOptions.Number("--channels", "Channels to talk in, general first, beside direct ones.", 25, atLeast: 0);
        var messages = CommandOptions.Number("--messages", "Messages to post.", 50_000, atLeast: 0);
        var adminUsername = new Option<string>("--admin-username")
        {
            Description = "Who owns the workspace. On an empty server this account is made.",
            HelpName = "USERNAME",
            DefaultValueFactory = _ => "admin",
        };
        var adminPassword = new Option<string?>("--admin-password")
        {
            Description = "Their password. On an empty server without it one is made and shown.",
            HelpName = "PASSWORD",
        };
        var peoplePassword = new Option<string?>("--people-password")
        {
            Description = "The password of the people. Without it one is derived from the owner's password or token, the same in every run, and shown.",
            HelpName = "PASSWORD",
        };
        var seed = CommandOptions.Number("--seed", "Another number makes other people and other talk; the same one doubles nothing when the command is repeated.", 1, atLeast: 0);
        var concurrency = CommandOptions.Number("--concurrency", "Talks that go on at the same time.", 64, atLeast: 1);
        var fortunes = new Option<string>("--fortunes")
        {
            Description = "A folder of fortune files, whose sayings are mixed into the talk when it is there.",
            HelpName = "FOLDER",
            DefaultValueFactory = _ => Fortunes.Folder,
        };
        var command = new Command("seed", "Fill a server with people, channels and talk, over the public protocol. For trying things out: everyone gets the same password.")
        {
            workspace, people, channels, messages, adminUsername, adminPassword, peoplePassword, seed, concurrency, fortunes,
        };
        server.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var client = server.Client(parsed, terminal);
            var options = new SeedOptions
            {
                WorkspaceName = parsed.GetValue(workspace),
                People = parsed.GetValue(people),
                Channels = parsed.GetValue(channels),
                Messages = parsed.GetValue(messages),
                AdminUsername = parsed.GetValue(adminUsername)!,
                AdminPassword = parsed.GetValue(adminPassword),
                PeoplePassword = parsed.GetValue(peoplePassword),
                Token = server.Token(parsed, terminal),
                Seed = parsed.GetValue(seed),
                FortunesFolder = parsed.GetValue(fortunes)!,
                Concurrency = parsed.GetValue(concurrency),
            };
            var progress = new ProgressLine(terminal);
            try
            {
                await new Seeder(client, options, terminal, progress).RunAsync(cancellationToken);
                return ExitCodes.Done;
            }
            finally
            {
                progress.End();
            }
        });
        return command;
    }
}
