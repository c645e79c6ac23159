using Microsoft.AspNetCore.Http;

namespace Parley.Modules.Accounts;

/// <summary>The browser's copy of its token: not readable by scripts, not sent by other sites' forms, never on plain HTTP once it was set over TLS.</summary>
public static class SignInCookie
{
    // Over TLS the prefix makes the browser insist on Secure, Path=/ and no Domain (RFC 6265bis, 4.1.3.2).
    private const string SecureName = "__Host-parley";
    private const string PlainName = "parley";

    public static string? Read(HttpRequest request)
    {
        return request.Cookies[NameFor(request)];
    }

    internal static void Set(HttpContext context, string token, TimeSpan lifetime)
    {
        context.Response.Cookies.Append(NameFor(context.Request), token, Attributes(context.Request, lifetime));
    }

    internal static void Clear(HttpContext context)
    {
        context.Response.Cookies.Delete(NameFor(context.Request), Attributes(context.Request, lifetime: null));
    }

    private static string NameFor(HttpRequest request)
    {
        return request.IsHttps ? SecureName : PlainName;
    }

    private static CookieOptions Attributes(HttpRequest request, TimeSpan? lifetime)
    {
        return new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = request.IsHttps, Path = "/", MaxAge = lifetime, IsEssential = true };
    }
}
