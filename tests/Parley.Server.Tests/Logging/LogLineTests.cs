using System.Globalization;
using System.Text.Json;
using Parley.Server.Logging;
using Parley.Testing;

namespace Parley.Server.Tests.Logging;

/// <summary>What a node writes on standard output, as its own process.</summary>
public sealed class LogLineTests
{
    [Theory]
    [OnEachDatabase]
    public async Task Every_line_is_one_object_with_known_fields_of_their_types(DatabaseKind kind)
    {
        using var database = TestDatabase.Create(kind);
        await using var server = await ServerProcess.StartAsync(
            database.Setting, settings: [("Logging:LogLevel:Default", "Debug"), ("Logging:LogLevel:Microsoft", "Debug"), ("Parley:Blobs", $"folder:{database.BlobsFolder}")]);
        await BusyAsync(server);

        await server.StopAsync();

        var lines = server.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.All(lines, line => Assert.All(FieldsOf(line, ""), field => Assert.True(IsOf(EcsFields.All.GetValueOrDefault(field.Name), field.Value), $"{field.Name} is {field.Value.GetRawText()}")));
        Assert.All(lines, line =>
        {
            Assert.Equal(("parley", EcsFields.Version), (line.GetProperty("service").GetProperty("name").GetString(), line.GetProperty("ecs").GetProperty("version").GetString()));
            Assert.InRange(line.GetProperty("@timestamp").GetDateTimeOffset(), TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(1));
            Assert.Contains(line.GetProperty("event").GetProperty("dataset").GetString(), (string[])[EcsFormatter.Dataset, EcsAuditStream.Dataset]);
        });
        var actions = lines.Select(line => line.GetProperty("event").TryGetProperty("action", out var action) ? action.GetString() : null).ToHashSet();
        Assert.Superset(new HashSet<string?> { "node.ready", "node.leaving", "node.left", "account.created", "sign-in.started" }, actions);
        Assert.Contains(lines, line => line.TryGetProperty("trace", out var trace) && trace.GetProperty("id").GetString()!.Length == 32);
    }

    [Fact]
    public async Task An_audit_event_is_a_line_of_its_own_that_no_level_holds_back()
    {
        using var database = TestDatabase.Create(DatabaseKind.Sqlite);
        await using var server = await ServerProcess.StartAsync(database.Setting, settings: [("Logging:LogLevel:Default", "None"), ("Parley:Blobs", $"folder:{database.BlobsFolder}")]);
        await BusyAsync(server);
        await server.StopAsync();

        var events = server.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)
            .Where(line => line.GetProperty("event").GetProperty("dataset").GetString() == EcsAuditStream.Dataset).ToList();

        Assert.Equal(["account.created success", "sign-in.started failure"], events.Select(one => $"{one.GetProperty("event").GetProperty("action")} {one.GetProperty("event").GetProperty("outcome")}"));
        Assert.All(events, one => Assert.Equal(("event", "127.0.0.1"), (one.GetProperty("event").GetProperty("kind").GetString(), one.GetProperty("client").GetProperty("ip").GetString())));
        Assert.True(Guid.TryParse(events[0].GetProperty("user").GetProperty("id").GetString(), out _));
        Assert.False(events[1].TryGetProperty("user", out _));
    }

    [Fact]
    public async Task For_people_the_line_has_time_level_and_words_and_is_no_object()
    {
        using var database = TestDatabase.Create(DatabaseKind.Sqlite);
        await using var server = await ServerProcess.StartAsync(
            database.Setting, settings: [("Parley:Logs", "text"), ("Logging:LogLevel:Default", "Information"), ("Parley:Blobs", $"folder:{database.BlobsFolder}")]);

        await server.StopAsync();

        Assert.Matches(@"(?m)^Parley \S+ is ready at http://", server.Output);
        Assert.Matches(@"(?m)^\d\d:\d\d:\d\d info: Parley\.Server\.Stopping\.OrderlyLeave The node has left, after ", server.Output);
        Assert.DoesNotContain('{', server.Output);
    }

    private static async Task BusyAsync(ServerProcess server)
    {
        using var http = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(201, (await http.CallAsync("POST", "/api/v1/accounts", new { username = "owner", password = World.Password, workspaceName = "Northwind" })).Status);
        Assert.Equal(401, (await http.CallAsync("POST", "/api/v1/sign-ins", new { username = "owner", password = "something wrong" })).Status);
    }

    private static IEnumerable<(string Name, JsonElement Value)> FieldsOf(JsonElement element, string prefix)
    {
        return element.EnumerateObject().SelectMany(property => property.Value.ValueKind == JsonValueKind.Object ? FieldsOf(property.Value, $"{prefix}{property.Name}.") : [(prefix + property.Name, property.Value)]);
    }

    private static bool IsOf(string? type, JsonElement value)
    {
        return type switch
        {
            "long" => value.TryGetInt64(out _),
            "date" => DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _),
            "ip" => System.Net.IPAddress.TryParse(value.GetString(), out _),
            "keyword" => value.ValueKind == JsonValueKind.String || (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(one => one.ValueKind == JsonValueKind.String)),
            "match_only_text" or "wildcard" => value.ValueKind == JsonValueKind.String,
            _ => false,
        };
    }
}
