using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Http;

/// <summary>What a request goes through was made when the program was built, not while it runs.</summary>
public sealed class ReflectionTests
{
    [Fact]
    public async Task Every_call_is_bound_by_code_of_ours_and_by_none_compiled_at_run_time()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);

        var foreign = Calls(world)
            .Where(call => call.RequestDelegate!.Method.DeclaringType?.Assembly.GetName().Name?.StartsWith("Parley.", StringComparison.Ordinal) != true)
            .Select(call => $"{call.RoutePattern.RawText}: {call.RequestDelegate!.Method}");

        Assert.Empty(foreign);
    }

    [Fact]
    public async Task Every_body_that_is_taken_or_given_has_a_generated_serializer()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);
        var calls = Calls(world);

        var types = calls.SelectMany(call => call.Metadata.GetOrderedMetadata<IAcceptsMetadata>().Select(body => body.RequestType))
            .Concat(calls.SelectMany(call => call.Metadata.GetOrderedMetadata<IProducesResponseTypeMetadata>().Select(body => body.Type)))
            .OfType<Type>()
            .Where(type => type != typeof(void))
            .ToHashSet();

        Assert.Contains(typeof(PostMessageRequest), types);
        Assert.Contains(typeof(MessagePage), types);
        Assert.DoesNotContain(types, type => ParleyJson.Context.GetTypeInfo(type) is null);
    }

    private static RouteEndpoint[] Calls(World world)
    {
        var calls = world.Server.Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal))
            .ToArray();
        Assert.NotEmpty(calls);
        return calls;
    }
}
