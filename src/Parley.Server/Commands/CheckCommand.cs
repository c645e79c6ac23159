using System.CommandLine;

namespace Parley.Server.Commands;

/// <summary>Asks addresses whether they answer 200, for places that have no other program to ask with: the image has no shell.</summary>
internal sealed class CheckCommand : Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public CheckCommand()
        : base("check", "Ask addresses, such as http://localhost:9090/health/ready, whether they answer 200, and end; with 1 if one does not.")
    {
        var addresses = new Argument<string[]>("addresses") { Arity = ArgumentArity.OneOrMore };
        Arguments.Add(addresses);
        SetAction((parsed, cancellationToken) => CheckAsync(parsed.GetRequiredValue(addresses), cancellationToken));
    }

    private static async Task<int> CheckAsync(string[] addresses, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = Patience };
        var good = 0;
        foreach (var address in addresses)
        {
            var (isGood, answer) = await AskAsync(http, address, cancellationToken);
            Console.WriteLine($"{address}: {answer}");
            good += isGood ? 1 : 0;
        }

        return good == addresses.Length ? 0 : 1;
    }

    private static async Task<(bool IsGood, string Answer)> AskAsync(HttpClient http, string address, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
        {
            return (false, "is no address; for example 'http://localhost:9090/health/ready'.");
        }

        try
        {
            using var response = await http.GetAsync(uri, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return ((int)response.StatusCode == StatusCodes.Status200OK, $"{(int)response.StatusCode} {text.ReplaceLineEndings(" ")}".TrimEnd());
        }
        catch (HttpRequestException exception)
        {
            return (false, exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (false, $"no answer within {Patience.TotalSeconds} seconds.");
        }
    }
}
