using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using Parley.Contracts;

namespace Parley.Server.Http;

/// <summary>Puts right what the framework cannot know of our wire shapes, so that a client generated from the document has exact types.</summary>
internal static partial class OpenApiTypes
{
    /// <summary>Times have a converter of ours and enums one by name: the framework leaves the type of both open.</summary>
    public static void Complete(OpenApiSchema schema, Type type)
    {
        var underlying = Nullable.GetUnderlyingType(type) ?? type;
        if (underlying == typeof(DateTimeOffset) || underlying.IsEnum)
        {
            schema.Type = underlying == type ? JsonSchemaType.String : JsonSchemaType.String | JsonSchemaType.Null;
        }
    }

    public static string TagOf(string className)
    {
        return className.Replace("Endpoints", "", StringComparison.Ordinal).Replace("Endpoint", "", StringComparison.Ordinal).Replace("Module", "", StringComparison.Ordinal);
    }

    /// <summary>A docstring's reference comes out as "int Limits.MessageCharacters": a reader of the document wants "20000".</summary>
    public static void NameWhatDocstringsReferTo(OpenApiDocument document)
    {
        foreach (var schema in document.Components!.Schemas!.Values)
        {
            Rewrite(schema);
            foreach (var property in schema.Properties?.Values ?? [])
            {
                Rewrite(property);
                foreach (var choice in property.OneOf ?? [])
                {
                    Rewrite(choice);
                }
            }
        }
    }

    private static void Rewrite(IOpenApiSchema schema)
    {
        if (schema.Description is { } description)
        {
            schema.Description = Reference().Replace(description, ValueOf);
        }
    }

    private static string ValueOf(Match reference)
    {
        var type = typeof(Limits).Assembly.GetType($"{typeof(Limits).Namespace}.{reference.Groups["type"].Value}");
        var member = reference.Groups["member"].Value;
        return type?.GetField(member, BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() switch
        {
            null => $"`{JsonNamingPolicy.CamelCase.ConvertName(member)}`",
            string code => $"`{code}`",
            var number => number.ToString()!,
        };
    }

    [GeneratedRegex(@"\b(int|long|string) (?<type>[A-Z][A-Za-z]+)\.(?<member>[A-Z][A-Za-z]+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
