using Microsoft.OpenApi;
using Parley.Server.Commands;

namespace Parley.Server.Http;

/// <summary>The description of the REST interface, at <c>/openapi/v1.json</c> and in docs/openapi.json.</summary>
internal static class OpenApi
{
    private const string BearerScheme = "bearer";

    public static void AddParleyOpenApi(this IServiceCollection services)
    {
        services.AddOpenApi("v1", options =>
        {
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "Parley",
                    Version = VersionCommand.Version,
                    Description = "Team chat. Errors are RFC 9457 problem documents with a stable code; the event stream is described in docs/protocol.md.",
                };
                document.Servers = [];
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    [BearerScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The token of a sign-in or a personal access token." },
                };
                document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, document)] = [] }];
                return Task.CompletedTask;
            });
        });
    }
}
