using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Parley.Modules.Api;

/// <summary>Key <c>Parley:PublicUrl</c>.</summary>
public sealed class PublicUrlOptions
{
    public const string Section = "Parley";

    /// <summary>The address that people open, such as <c>https://chat.example.org</c>. Left out: the address of the request, which is right without a proxy.</summary>
    [Url(ErrorMessage = "must be an address like https://chat.example.org.")]
    public string? PublicUrl { get; set; }
}

[OptionsValidator]
internal sealed partial class PublicUrlOptionsValidator : IValidateOptions<PublicUrlOptions>;

/// <summary>The address that links to this server begin with.</summary>
public sealed class PublicUrl(IOptions<PublicUrlOptions> options)
{
    /// <returns>Without a slash at the end.</returns>
    public string For(HttpContext context)
    {
        return options.Value.PublicUrl?.TrimEnd('/') ?? $"{context.Request.Scheme}://{context.Request.Host}";
    }

    /// <summary>Whether a browser's <c>Origin</c> header names this server.</summary>
    public bool IsOurOrigin(string origin, HttpContext context)
    {
        return string.Equals(origin, $"{context.Request.Scheme}://{context.Request.Host}", StringComparison.OrdinalIgnoreCase)
            || (options.Value.PublicUrl is { } publicUrl && string.Equals(origin, new Uri(publicUrl).GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase));
    }
}
