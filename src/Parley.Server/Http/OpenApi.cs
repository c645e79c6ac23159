using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.OpenApi;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Server.Commands;

namespace Parley.Server.Http;

/// <summary>The description of the REST interface, at <c>/openapi/v1.json</c> and in docs/openapi.json.</summary>
internal static class OpenApi
{
    private const string BearerScheme = "bearer";

    /// <summary>For every call: the database may be away.</summary>
    public static IProducesResponseTypeMetadata MayBeUnavailable { get; } = new ProducesResponseTypeMetadata(503, typeof(ProblemDto), [Problem.ContentType]);

    public static void AddParleyOpenApi(this IServiceCollection services)
    {
        services.AddOpenApi("v1", options =>
        {
            options.AddSchemaTransformer((schema, context, _) =>
            {
                OpenApiTypes.Complete(schema, context.JsonTypeInfo.Type);
                return Task.CompletedTask;
            });
            options.AddOperationTransformer((operation, context, _) =>
            {
                DescribeContent(operation, context.Description.ActionDescriptor.EndpointMetadata);

                // The framework names a tag after the class that maps the route: "ChannelMemberEndpoints" is "ChannelMember" to a reader.
                operation.Tags = operation.Tags?.Select(tag => new OpenApiTagReference(OpenApiTypes.TagOf(tag.Name!))).ToHashSet();
                return Task.CompletedTask;
            });
            options.AddDocumentTransformer((document, _, _) =>
            {
                document.Info = new OpenApiInfo
                {
                    Title = "Parley",
                    Version = VersionCommand.Version,
                    Description = "Team chat. Errors are RFC 9457 problem documents with a stable code; the event stream is described in docs/protocol.md and docs/asyncapi.json.",
                };
                document.Servers = [];
                document.Components ??= new OpenApiComponents();
                document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
                {
                    [BearerScheme] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The token of a sign-in or a personal access token." },
                };
                document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(BearerScheme, document)] = [] }];
                document.Tags = document.Tags?.Select(tag => new OpenApiTag { Name = OpenApiTypes.TagOf(tag.Name!) }).ToHashSet();
                OpenApiTypes.NameWhatDocstringsReferTo(document);
                return Task.CompletedTask;
            });
        });
    }

    private static void DescribeContent(OpenApiOperation operation, IList<object> metadata)
    {
        var content = new Dictionary<string, OpenApiMediaType> { ["application/octet-stream"] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } } };
        if (metadata.Contains(BinaryContent.Taken))
        {
            operation.RequestBody = new OpenApiRequestBody { Content = content };
        }

        if (metadata.Contains(BinaryContent.Answered))
        {
            foreach (var (_, answer) in operation.Responses!.Where(response => response.Key.StartsWith('2')))
            {
                ((OpenApiResponse)answer).Content = content;
            }
        }
    }
}
