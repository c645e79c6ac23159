using System.CommandLine;
using System.CommandLine.Parsing;
using Parley.Client;

namespace Parley.Cli;

/// <summary>The options that every command shares: which server, and the token. A token is never an argument, because other people's <c>ps</c> shows those.</summary>
internal sealed class ServerOptions
{
    public const string TokenVariable = "PARLEY_TOKEN";

    private readonly Option<Uri?> _server = new("--server", "--url")
    {
        Description = "The server's address.",
        HelpName = "URL",
        CustomParser = ParseServer,
    };

    private readonly Option<FileInfo?> _tokenFile = new("--token-file")
    {
        Description = $"A file that holds the token to sign in with. Without it the environment variable {TokenVariable} counts.",
        HelpName = "FILE",
    };

    /// <param name="isRequired">Whether the address has to be given, because a default could hit a server that was not meant.</param>
    /// <param name="isOptional">Whether a command goes without a server when none is given.</param>
    public ServerOptions(bool isRequired = false, bool isOptional = false)
    {
        _server.Required = isRequired;
        if (!isRequired && !isOptional)
        {
            _server.DefaultValueFactory = _ => new Uri("http://localhost:5080");
        }
    }

    public void AddTo(Command command)
    {
        command.Options.Add(_server);
        command.Options.Add(_tokenFile);
    }

    public Uri Server(ParseResult parsed)
    {
        return parsed.GetValue(_server)!;
    }

    public bool IsGiven(ParseResult parsed)
    {
        return IsGiven(parsed.CommandResult);
    }

    public bool IsGiven(SymbolResult result)
    {
        return result.GetResult(_server) is { Implicit: false };
    }

    public ParleyClient Client(ParseResult parsed, ParleyTerminal terminal)
    {
        return new ParleyClient(new ParleyClientOptions { Server = Server(parsed), Time = terminal.Time, Token = Token(parsed, terminal) });
    }

    /// <summary>null: none was given.</summary>
    public string? Token(ParseResult parsed, ParleyTerminal terminal)
    {
        if (parsed.GetValue(_tokenFile) is not { } file)
        {
            return terminal.Variable(TokenVariable) is { Length: > 0 } token ? token : null;
        }

        var text = File.ReadAllText(file.FullName).Trim();
        return text.Length > 0 ? text : throw new CommandException($"{file.FullName} is empty: it should hold the token.", ExitCodes.Usage);
    }

    private static Uri ParseServer(ArgumentResult argument)
    {
        var text = argument.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "http" or "https")
        {
            if (server.UserInfo.Length > 0)
            {
                argument.AddError("--server: an address holds no username and password, other people's ps shows it");
            }

            return server;
        }

        argument.AddError($"--server: \"{text}\" is not an address such as http://localhost:5080");
        return new Uri("http://localhost:5080");
    }
}
