using System.CommandLine;
using Parley.Server.Commands;

var serve = new ServeCommand();
var root = new RootCommand("Parley: self-hosted team chat. Without a command it serves.") { serve, new MigrateCommand(), new RestoredCommand(), new ReindexCommand(), new CheckCommand(), new VersionCommand(), new DescribeCommand() };
root.Options.Add(ServeCommand.Roles);
root.SetAction(serve.RunAsync);

// Host settings such as --urls or --applicationName go through to the configuration, as in any ASP.NET Core program.
root.TreatUnmatchedTokensAsErrors = false;
serve.TreatUnmatchedTokensAsErrors = false;
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null, EnableDefaultExceptionHandler = false });
