using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parley.Testing;

namespace Parley.Server.Tests.Permissions;

public sealed partial class RouteTests
{
    /// <summary>It signs in by its first frame, and carries to each account what that may read: EventStream tests hold that.</summary>
    private static readonly string[] OutsideOfTheTables = ["GET /api/v1/events"];

    [Fact]
    public async Task Every_route_of_the_interface_is_in_a_permission_table_and_every_row_is_a_route()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Sqlite);

        var routes = world.Server.Services.GetRequiredService<IEnumerable<EndpointDataSource>>()
            .SelectMany(source => source.Endpoints)
            .OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1/", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {Constraint().Replace(endpoint.RoutePattern.RawText!, "}").TrimEnd('/')}"))
            .ToHashSet();

        Assert.NotEmpty(routes);
        Assert.Equal(routes.Order(StringComparer.Ordinal), PermissionTable.ReadCalls().Concat(OutsideOfTheTables).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(":[a-z]+}", RegexOptions.NonBacktracking)]
    private static partial Regex Constraint();
}
