namespace Parley.Modules.Api;

/// <summary>
/// The header that a write with the browser's cookie carries. A page of another origin cannot send it without a preflight, which is never
/// granted (OWASP Cross-Site Request Forgery Prevention, "custom request headers").
/// </summary>
public static class AntiForgeryHeader
{
    public const string Name = "X-Parley-Anti-Forgery";
}
