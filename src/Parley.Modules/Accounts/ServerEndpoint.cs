using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Accounts;

/// <summary>What a sign-in page has to know before anyone is signed in.</summary>
internal static class ServerEndpoint
{
    private static readonly string Version = typeof(ServerEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/server", GetAsync).AllowAnonymous().WithName("getServer")
            .WithSummary("What a sign-in page has to know of the server.");
    }

    private static async Task<Ok<ServerDto>> GetAsync(IAccountStore accounts, IOptions<SignUpOptions> options, IOptions<PublicUrlOptions> publicUrl, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new ServerDto
        {
            Version = Version,
            SignUp = options.Value.SignUp,
            IsEmpty = !await accounts.AnyAsync(cancellationToken),
            PublicUrl = publicUrl.Value.PublicUrl?.TrimEnd('/'),
        });
    }
}
