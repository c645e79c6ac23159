using System.Text.Json;
using Parley.Testing;

namespace Parley.Server.Tests.Http;

public sealed class OpenApiTests
{
    private static readonly JsonElement Document = JsonDocument.Parse(Repository.Read("docs/openapi.json")).RootElement;

    [Fact]
    public async Task The_document_in_the_repository_is_the_one_that_the_server_serves()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        using var anonymous = world.Anonymous();

        var served = await anonymous.CallAsync("GET", "/openapi/v1.json");

        Assert.Equal(Repository.Read("docs/openapi.json"), served.Body.ReplaceLineEndings("\n") + "\n");
    }

    [Fact]
    public void Every_call_has_a_name_of_its_own_and_says_what_it_does()
    {
        Assert.Equal(Operation.All.Count, Operation.All.Select(operation => operation.Id).Distinct().Count());
        Assert.All(Operation.All, operation => Assert.Matches("^[a-z][A-Za-z]+$", operation.Id));
        Assert.All(Operation.All, operation => Assert.Matches(@"^[A-Z].{10,}\.$", operation.Description.GetProperty("summary").GetString()));
    }

    [Fact]
    public void Every_call_names_the_refusals_that_any_call_of_its_kind_may_get()
    {
        foreach (var operation in Operation.All)
        {
            var answers = operation.Description.GetProperty("responses").EnumerateObject().Select(answer => answer.Name).ToList();
            string[] expected =
            [
                "503",
                .. operation.IsPublic ? Array.Empty<string>() : ["401"],
                .. operation.Body is null ? Array.Empty<string>() : ["400", "413", "415"],
                .. operation.Path.Contains("Id}", StringComparison.Ordinal) ? ["404"] : Array.Empty<string>(),
            ];

            Assert.True(expected.All(answers.Contains), $"{operation.Id} names {string.Join(' ', answers)}, and not all of {string.Join(' ', expected)}");
            Assert.Contains(answers, answer => answer.StartsWith('2'));
        }
    }

    [Fact]
    public void Every_field_has_one_exact_type()
    {
        foreach (var schema in Document.GetProperty("components").GetProperty("schemas").EnumerateObject().Where(schema => schema.Name != "JsonElement"))
        {
            Assert.True(IsExact(schema.Value), schema.Name);
            if (schema.Value.TryGetProperty("properties", out var properties))
            {
                Assert.All(properties.EnumerateObject(), property => Assert.True(IsExact(property.Value), $"{schema.Name}.{property.Name}"));
            }
        }
    }

    [Fact]
    public void No_name_of_the_programs_own_code_is_in_the_words()
    {
        Assert.DoesNotMatch(@"\b(int|long|string) [A-Z]\w+\.\w+", Repository.Read("docs/openapi.json"));
    }

    /// <summary>A reference, a choice of null and a reference, or one type besides null.</summary>
    private static bool IsExact(JsonElement schema)
    {
        if (schema.TryGetProperty("$ref", out _))
        {
            return true;
        }

        if (schema.TryGetProperty("oneOf", out var choices))
        {
            return choices.EnumerateArray().All(IsExact);
        }

        return schema.TryGetProperty("type", out var type)
            && (type.ValueKind == JsonValueKind.String || type.EnumerateArray().Count(one => one.GetString() != "null") == 1);
    }
}
