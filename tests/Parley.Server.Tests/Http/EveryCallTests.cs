using System.Text;
using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests.Http;

/// <summary>What holds for every call of the interface, tried on each that docs/openapi.json names.</summary>
public sealed class EveryCallTests(Worlds worlds) : IClassFixture<Worlds>
{
    private static readonly byte[] TooLarge = Encoding.UTF8.GetBytes($$"""{"text":"{{new string('a', Limits.RequestBytes)}}"}""");

    [Theory]
    [OnEachDatabase]
    public async Task Whoever_is_not_signed_in_is_told_so(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        using var anonymous = world.Anonymous();

        foreach (var operation in Operation.All.Where(operation => !operation.IsPublic))
        {
            var path = RealPath(world, operation, world.GeneralId);
            foreach (var credentials in (string[])["", "Bearer parley_si_unknown", "Bearer ", "Basic b3duZXI6cGFzc3dvcmQ="])
            {
                var answer = await anonymous.CallAsync(operation.Method, path, ExampleBodies.For(operation), ("Authorization", credentials));
                Assert.Equal((operation.Id, 401, ErrorCodes.NotSignedIn, "Bearer"), (operation.Id, answer.Status, answer.Code, answer.Header("WWW-Authenticate")));
            }
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_is_not_ones_own_and_what_does_not_exist_are_the_same_bytes(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        var outsider = await world.OutsiderAsync("outsider");
        var outside = await world.AdminAsync("admin.outside");
        var secret = await world.ChannelAsync($"secret-{kind}", ChannelVisibility.Private);
        var seq = (await world.Owner.PostAsync(secret.Id, "Nobody sees this")).Seq;

        foreach (var operation in Operation.All.Where(operation => operation.Path.Contains("{workspaceId}", StringComparison.Ordinal)))
        {
            await CompareAsync(outsider, operation, RealPath(world, operation, secret.Id, seq), UnknownPath(operation));
        }

        foreach (var operation in Operation.All.Where(operation => operation.Path.Contains("{channelId}", StringComparison.Ordinal)))
        {
            await CompareAsync(outsider, operation, RealPath(world, operation, secret.Id, seq), UnknownPath(operation));
            await CompareAsync(outsider, operation, RealPath(world, operation, world.GeneralId, seq), UnknownPath(operation));
            await CompareAsync(outside, operation, RealPath(world, operation, secret.Id, seq), UnknownPath(operation));
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_malformed_body_is_refused_by_the_code_that_says_how(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);
        (string Body, string Code)[] bodies =
        [
            ("", ErrorCodes.MalformedJson),
            ("{", ErrorCodes.MalformedJson),
            ("null", ErrorCodes.MalformedJson),
            ("[]", ErrorCodes.MalformedJson),
            ("\"text\"", ErrorCodes.MalformedJson),
            ("{} {}", ErrorCodes.MalformedJson),
            ("{'text':1}", ErrorCodes.MalformedJson),
            ("""{"deep":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}""", ErrorCodes.MalformedJson),
        ];

        foreach (var operation in Operation.All.Where(operation => operation.Body is not null))
        {
            foreach (var (body, code) in bodies)
            {
                var answer = await world.Owner.Http.CallAsync(operation.Method, RealPath(world, operation, world.GeneralId), body);
                Assert.Equal((operation.Id, body, 400, code), (operation.Id, body, answer.Status, answer.Code));
                Assert.DoesNotContain("Parley.", answer.Body, StringComparison.Ordinal);
                Assert.DoesNotContain("System.", answer.Body, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_text_that_is_not_one_is_refused_by_the_code_that_says_how(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);

        foreach (var operation in Operation.All.Where(operation => ExampleBodies.TextFieldOf(operation) is not null))
        {
            var field = ExampleBodies.TextFieldOf(operation);
            var path = RealPath(world, operation, world.GeneralId);
            var notUtf8 = await world.Owner.Http.SendAsync(operation.Method, path, [.. Encoding.UTF8.GetBytes($"{{\"{field}\":\""), 0xC3, 0x28, .. "\"}"u8], "application/json");
            var halfAPair = await world.Owner.Http.CallAsync(operation.Method, path, $$"""{"{{field}}":"\ud83d"}""");
            var number = await world.Owner.Http.CallAsync(operation.Method, path, $$"""{"{{field}}":12}""");

            Assert.Equal((operation.Id, 400, ErrorCodes.MalformedUtf8), (operation.Id, notUtf8.Status, notUtf8.Code));
            Assert.Equal((operation.Id, 400, ErrorCodes.MalformedUtf8), (operation.Id, halfAPair.Status, halfAPair.Code));
            Assert.Equal((operation.Id, 400, ErrorCodes.MalformedJson, $"{field} has a value of the wrong kind."), (operation.Id, number.Status, number.Code, number.Problem?.Detail));
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_body_that_is_not_JSON_by_its_type_is_refused(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);

        foreach (var operation in Operation.All.Where(operation => operation.Body is not null))
        {
            foreach (var contentType in (string?[])[null, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
            {
                var answer = await world.Owner.Http.SendAsync(operation.Method, RealPath(world, operation, world.GeneralId), "{}"u8.ToArray(), contentType);
                Assert.Equal((operation.Id, 415, ErrorCodes.NotJson), (operation.Id, answer.Status, answer.Code));
            }
        }
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_body_that_is_too_large_is_refused_whether_or_not_it_says_how_large_it_is(DatabaseKind kind)
    {
        var world = await worlds.OnAsync(kind);

        foreach (var operation in Operation.All.Where(operation => operation.Body is not null))
        {
            var path = RealPath(world, operation, world.GeneralId);
            var withLength = await world.Owner.Http.SendAsync(operation.Method, path, TooLarge, "application/json");
            var chunked = await world.Owner.Http.SendAsync(operation.Method, path, TooLarge, "application/json", ("Transfer-Encoding", "chunked"));

            Assert.Equal((operation.Id, 413, ErrorCodes.BodyTooLarge), (operation.Id, withLength.Status, withLength.Code));
            Assert.Equal((operation.Id, 413, ErrorCodes.BodyTooLarge), (operation.Id, chunked.Status, chunked.Code));
        }
    }

    [Theory]
    [OnEachDatabase("GET", "/api/v1/nothing", 404, ErrorCodes.NotFound)]
    [OnEachDatabase("GET", "/api", 404, ErrorCodes.NotFound)]
    [OnEachDatabase("GET", "/api/v2/me", 404, ErrorCodes.NotFound)]
    [OnEachDatabase("GET", "/api/v1/channels/not-an-id", 404, ErrorCodes.NotFound)]
    [OnEachDatabase("GET", "/api/v1/channels/00000000-0000-0000-0000-000000000000/messages/9999999999999999999999", 404, ErrorCodes.NotFound)]
    [OnEachDatabase("GET", "/assets/nothing.js", 404, ErrorCodes.NotFound)]
    [OnEachDatabase("PATCH", "/api/v1/sync", 405, ErrorCodes.MethodNotAllowed)]
    [OnEachDatabase("DELETE", "/api/v1/me", 405, ErrorCodes.MethodNotAllowed)]
    [OnEachDatabase("GET", "/api/v1/events", 426, ErrorCodes.UpgradeNeeded)]
    public async Task An_address_or_method_that_is_not_there_gets_a_problem_document(DatabaseKind kind, string method, string path, int status, string code)
    {
        var world = await worlds.OnAsync(kind);

        var answer = await world.Owner.Http.CallAsync(method, path);

        Assert.Equal((status, code), (answer.Status, answer.Code));
    }

    [Theory]
    [OnEachDatabase("limit=0")]
    [OnEachDatabase("limit=1001")]
    [OnEachDatabase("limit=-1")]
    [OnEachDatabase("limit=many")]
    [OnEachDatabase("limit=99999999999999999999")]
    public async Task A_page_of_a_length_that_is_not_given_out_is_refused_by_every_list(DatabaseKind kind, string query)
    {
        var world = await worlds.OnAsync(kind);
        string[] lists = [$"workspaces/{world.WorkspaceId}/members", $"workspaces/{world.WorkspaceId}/channels", $"workspaces/{world.WorkspaceId}/saved-messages", $"channels/{world.GeneralId}/members", $"channels/{world.GeneralId}/messages", $"channels/{world.GeneralId}/events"];

        foreach (var list in lists)
        {
            var answer = await world.Owner.Http.CallAsync("GET", $"/api/v1/{list}?{query}");
            Assert.Equal((list, 400, ErrorCodes.Validation), (list, answer.Status, answer.Code));
        }
    }

    [Theory]
    [OnEachDatabase("%00")]
    [OnEachDatabase("AA")]
    [OnEachDatabase("gIA")]
    [OnEachDatabase("*")]
    public async Task A_cursor_that_is_none_of_ours_is_refused(DatabaseKind kind, string cursor)
    {
        var world = await worlds.OnAsync(kind);

        foreach (var list in (string[])[$"workspaces/{world.WorkspaceId}/members", $"workspaces/{world.WorkspaceId}/channels", $"workspaces/{world.WorkspaceId}/saved-messages", $"channels/{world.GeneralId}/members"])
        {
            var answer = await world.Owner.Http.CallAsync("GET", $"/api/v1/{list}?cursor={cursor}");
            Assert.Equal((list, 400, ErrorCodes.Validation), (list, answer.Status, answer.Code));
        }
    }

    private static async Task CompareAsync(Person caller, Operation operation, string real, string unknown)
    {
        var body = ExampleBodies.For(operation);
        var toReal = await caller.Http.CallAsync(operation.Method, real, body);
        var toUnknown = await caller.Http.CallAsync(operation.Method, unknown, body);

        Assert.Equal((operation.Id, 404, ErrorCodes.NotFound), (operation.Id, toReal.Status, toReal.Code));
        Assert.Equal(toUnknown, toReal);
    }

    private static string RealPath(World world, Operation operation, Guid channelId, long seq = 1)
    {
        return operation.PathWith(
            ("workspaceId", world.WorkspaceId), ("channelId", channelId), ("accountId", world.Owner.Id), ("seq", seq), ("inviteId", Unknown), ("tokenId", Unknown), ("signInId", Unknown), ("jobId", Unknown), ("fileId", Unknown), ("imageId", Unknown), ("code", "x"), ("hash", "x"), ("emoji", "👍"));
    }

    private static string UnknownPath(Operation operation)
    {
        return operation.PathWith(("workspaceId", Unknown), ("channelId", Unknown), ("accountId", Unknown), ("seq", 1), ("inviteId", Unknown), ("emoji", "👍"));
    }

    private static Guid Unknown => Person.NewClientMessageId();
}
