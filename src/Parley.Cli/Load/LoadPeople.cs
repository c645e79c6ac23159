using Parley.Client;

namespace Parley.Cli.Load;

/// <summary>Who asks for the load. Secrets come from files and environment variables, never from arguments or addresses.</summary>
internal static class LoadPeople
{
    public const string OwnerVariable = "PARLEY_USERNAME";
    public const string OwnerPasswordVariable = "PARLEY_PASSWORD";

    /// <summary>Of the load's own accounts: with it they are named alike in every run and used again.</summary>
    public const string PasswordVariable = "PARLEY_LOAD_PASSWORD";

    /// <param name="token">null: username and password count.</param>
    /// <returns>The client of the person, and whether it signed in for this run.</returns>
    public static async Task<(ParleyClient Owner, bool SignedIn)> SignInAsync(ParleyClient anyone, string? token, ParleyTerminal terminal, CancellationToken cancellationToken)
    {
        if (token is not null)
        {
            return (anyone.WithToken(token), SignedIn: false);
        }

        if (terminal.Variable(OwnerVariable) is not { Length: > 0 } username || terminal.Variable(OwnerPasswordVariable) is not { Length: > 0 } password)
        {
            throw new CommandException(
                $"someone has to ask for it who may invite: set {ServerOptions.TokenVariable}, or {OwnerVariable} and {OwnerPasswordVariable}, or give --token-file", ExitCodes.Usage);
        }

        var signedIn = await anyone.WithToken(null).SignInAsync(username, password, cancellationToken);
        return (anyone.WithToken(signedIn.Token), SignedIn: true);
    }
}
