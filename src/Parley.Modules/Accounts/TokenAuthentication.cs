using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Parley.Modules.Api;

namespace Parley.Modules.Accounts;

/// <summary>Recognises a request by its bearer token, or by the browser's cookie together with the anti-forgery header on writes.</summary>
internal sealed class TokenAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, SignInTokens tokens)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    private const string BearerPrefix = "Bearer ";

    private bool _isForgery;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        var fromCookie = header.Length == 0;
        var token = fromCookie ? SignInCookie.Read(Request) : header.StartsWith(BearerPrefix, StringComparison.OrdinalIgnoreCase) ? header[BearerPrefix.Length..].Trim() : null;
        if (string.IsNullOrEmpty(token))
        {
            return AuthenticateResult.NoResult();
        }

        if (fromCookie && !IsSafe(Request.Method) && !CameFromOurPage(Request))
        {
            _isForgery = true;
            return AuthenticateResult.Fail("Anti-forgery header missing, or a foreign origin.");
        }

        var owner = await tokens.FindOwnerAsync(token, Context.RequestAborted);
        return owner is null
            ? AuthenticateResult.Fail("Unknown token.")
            : AuthenticateResult.Success(new AuthenticationTicket(new Caller(owner.SignIn.AccountId, owner.SignIn.Id, owner.IsServerAdmin), Caller.Scheme));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var problem = _isForgery ? Problem.AntiForgery : Problem.NotSignedIn;
        if (!_isForgery)
        {
            Response.Headers.WWWAuthenticate = "Bearer";
        }

        return problem.ExecuteAsync(Context);
    }

    private static bool IsSafe(string method)
    {
        return HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
    }

    private static bool CameFromOurPage(HttpRequest request)
    {
        // Sec-Fetch-Site cannot be set by a page's script; browsers of the last years send it (W3C Fetch Metadata).
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return request.Headers.ContainsKey(AntiForgeryHeader.Name) && site is "" or "same-origin" or "none";
    }
}
