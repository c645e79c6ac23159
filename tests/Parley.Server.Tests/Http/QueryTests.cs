using System.Globalization;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Http;

/// <summary>A value in a query that is of the wrong kind is named, with what it must be.</summary>
public sealed class QueryTests(Worlds worlds) : IClassFixture<Worlds>
{
    [Theory]
    [InlineData("channels/{0}/messages?before=yesterday", "before", "whole number")]
    [InlineData("channels/{0}/messages?limit=1.5", "limit", "whole number")]
    [InlineData("channels/{0}/messages?limit=99999999999999999999", "limit", "whole number")]
    [InlineData("channels/{0}/events?after=%00&limit=5", "after", "whole number")]
    [InlineData("workspaces/{1}/channels?limit=5&archived=perhaps", "archived", "true or false")]
    public async Task A_wrong_value_is_named(string path, string name, string rule)
    {
        var world = await worlds.OnAsync(DatabaseKind.Sqlite);
        var address = string.Format(CultureInfo.InvariantCulture, path, world.GeneralId, world.WorkspaceId);

        var answer = await world.Owner.Http.CallAsync("GET", $"/api/v1/{address}");

        Assert.Equal((400, ErrorCodes.Validation), (answer.Status, answer.Code));
        var (named, rules) = Assert.Single(answer.Problem!.Errors!);
        Assert.Equal(name, named);
        Assert.Contains(rule, rules, StringComparison.Ordinal);
    }
}
