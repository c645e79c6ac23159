namespace Parley.Server.EventStream;

/// <summary>
/// A feature of a request whose connection can be taken over without the web server's upgrade: the endpoint accepts it and returns, and with it
/// everything that handled the request is let go.
/// </summary>
internal sealed class UpgradeOffer
{
    public bool IsAccepted { get; private set; }

    /// <summary>The token of the cookie; null: there was none.</summary>
    public string? CookieToken { get; private set; }

    public void Accept(string? cookieToken)
    {
        IsAccepted = true;
        CookieToken = cookieToken;
    }
}
