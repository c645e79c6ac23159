using System.Reflection;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Parley.Modules.Api;

/// <summary>Who makes the request. Endpoints that take one are for signed-in accounts only; the authorization of their group sees to it.</summary>
public sealed class Caller : ClaimsPrincipal, IEndpointParameterMetadataProvider
{
    public const string Scheme = "Parley";

    public Caller(Guid accountId, Guid signInId, bool isServerAdmin)
        : base(new ClaimsIdentity(Scheme))
    {
        AccountId = accountId;
        SignInId = signInId;
        IsServerAdmin = isServerAdmin;
    }

    public Guid AccountId { get; }

    public Guid SignInId { get; }

    public bool IsServerAdmin { get; }

    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        _ = parameter;
        return ValueTask.FromResult(context.User as Caller);
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(401, typeof(Contracts.ProblemDto), [Problem.ContentType]));
    }
}
