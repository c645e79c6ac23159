using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parley.Server.Tests.Http;
using Parley.Testing;

namespace Parley.Server.Tests.Hygiene;

/// <summary>
/// Words that nobody else says, fed to a node in every place that a caller can fill, and looked for in everything that the node says to others: all of its output at the level Debug, its metrics,
/// and what it answers to somebody else. The interface is taken from docs/openapi.json, so a new operation is fed from its first day.
/// </summary>
public sealed class CanaryTests
{
    private const string Canary = "canary";

    [Theory]
    [InlineData("json")]
    [InlineData("text")]
    public async Task Nothing_that_a_caller_says_is_in_the_output_the_metrics_or_an_answer_to_somebody_else(string form)
    {
        using var database = TestDatabase.Create(DatabaseKind.Postgres);
        var management = FreePort.Find();
        await using var server = await ServerProcess.StartAsync(
            database.Setting,
            settings:
            [
                ("Parley:Logs", form), ("Parley:SignUp", "open"), ("Parley:ManagementPort", $"{management}"), ("Parley:TrustedProxies", "127.0.0.1"), ("Parley:Blobs", $"folder:{database.BlobsFolder}"), ("Logging:LogLevel:Default", "Debug"),
                ("Logging:LogLevel:Microsoft", "Debug"), ("Logging:LogLevel:Microsoft.Extensions.Hosting.Internal.Host", "Debug"), ("Logging:LogLevel:Parley.Modules.Accounts.TokenAuthentication", "Debug"),
            ]);
        using var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = server.Address };
        var run = new CanaryRun(http);
        await run.SignUpAsync();

        // Whatever each call takes, well-formed and not, by someone who may and by nobody.
        foreach (var operation in Operation.All.OrderBy(operation => operation.Id is "signOut" or "changePassword"))
        {
            await run.FeedAsync(operation);
        }

        await run.FeedEventStreamAsync(server.Address);

        // The same with a database that breaks in the middle of it.
        await database.ExecuteAsync("ALTER TABLE messages RENAME TO messages_away");
        await database.ExecuteAsync("ALTER TABLE accounts RENAME TO accounts_away");
        foreach (var operation in Operation.All.Where(operation => operation.Id is not "signOut"))
        {
            await run.FeedAsync(operation);
        }

        var others = await run.AskAsSomebodyElseAsync();
        using var monitoring = new HttpClient();
        var metrics = await monitoring.GetStringAsync(new Uri($"http://127.0.0.1:{management}/metrics"));
        await server.StopAsync();

        Assert.True(run.Statuses.Count(status => status < 300) > 20, "hardly any call was good, so hardly any got far");
        Assert.Contains(500, run.Statuses);
        Assert.Contains("Request starting", server.Output, StringComparison.Ordinal);
        Assert.Contains("parley_", metrics, StringComparison.Ordinal);
        foreach (var (where, said) in (IEnumerable<(string, string)>)[("output", server.Output), ("metrics", metrics), ("answers to others", others)])
        {
            Assert.Empty(said.Split('\n').Where(line => line.Contains(Canary, StringComparison.OrdinalIgnoreCase) || run.Secrets.Any(secret => line.Contains(secret, StringComparison.Ordinal))).Select(line => $"{where}: {line[..Math.Min(line.Length, 600)]}").Distinct().Take(5));
        }
    }

    /// <summary>One caller, and what was given out to it that nobody else may see.</summary>
    private sealed class CanaryRun(HttpClient http)
    {
        private readonly Dictionary<string, string> _ids = [];
        private int _number;
        private string _token = "";

        public List<int> Statuses { get; } = [];

        public List<string> Secrets { get; } = [];

        public async Task SignUpAsync()
        {
            var answer = await http.CallAsync("POST", "/api/v1/accounts", new { username = Next(), password = $"{Next()} battery staple", workspaceName = Next() });
            Assert.Equal(201, answer.Status);
            _token = (string)JsonNode.Parse(answer.Body)!["token"]!;
            Secrets.Add(_token);
            var me = JsonNode.Parse((await SignedInAsync("GET", "/api/v1/me")).Body)!;
            _ids["accountId"] = (string)me["account"]!["id"]!;
            _ids["workspaceId"] = (string)me["workspaces"]![0]!["id"]!;
            var sync = JsonNode.Parse((await SignedInAsync("GET", "/api/v1/sync")).Body)!;
            _ids["channelId"] = (string)sync["channels"]![0]!["channel"]!["id"]!;
            var posted = await SignedInAsync("POST", $"/api/v1/channels/{_ids["channelId"]}/messages", new { text = Next(), clientMessageId = Person.NewClientMessageId() });
            _ids["seq"] = JsonNode.Parse(posted.Body)!["seq"]!.ToString();
            var invite = await SignedInAsync("POST", $"/api/v1/workspaces/{_ids["workspaceId"]}/invites", new { });
            _ids["code"] = (string)JsonNode.Parse(invite.Body)!["code"]!;
            Secrets.Add(_ids["code"]);
        }

        public async Task FeedAsync(Operation operation)
        {
            var good = PathOf(operation, name => _ids.GetValueOrDefault(name) ?? (name.EndsWith("Id", StringComparison.Ordinal) ? $"{Person.NewClientMessageId()}" : Next()));
            var bad = PathOf(operation, _ => Next());
            var example = operation.Body is null ? null : WithCanaries(ExampleBodies.For(operation));
            var malformed = operation.Body is null ? null : $$"""{"{{Next()}}":"{{Next()}}", "text": 12, "{{Next()}}" """;

            // No call is to end the sign-in that the others need.
            if (operation.Id is not ("signOut" or "changePassword"))
            {
                await SendAsync(operation.Method, $"{good}?{Next()}={Next()}&cursor={Next()}&before={Next()}&q={Next()}&limit={Next()}", example, _token);
                await SendAsync(operation.Method, $"{good}?q={Next()}", example, _token);
            }

            await SendAsync(operation.Method, bad, example, _token);
            await SendAsync(operation.Method, good, malformed, _token);
            await SendAsync(operation.Method, $"{good}?{Next()}", example, $"parley_si_{Next()}");
        }

        public async Task FeedEventStreamAsync(Uri server)
        {
            foreach (var token in (string[])[_token, Next()])
            {
                using var socket = new System.Net.WebSockets.ClientWebSocket();
                socket.Options.SetRequestHeader("X-Canary", Next());
                socket.Options.SetRequestHeader("Cookie", $"{Next()}={Next()}");
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
                await socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/api/v1/events", Query = Next() }.Uri, patience.Token);
                string[] frames =
                [
                    JsonSerializer.Serialize(new { type = "connect", token, client = Next() }), JsonSerializer.Serialize(new { type = "typing", channelId = _ids["channelId"] }), JsonSerializer.Serialize(new { type = Next(), text = Next() }), $$"""{"{{Next()}}":""",
                ];
                try
                {
                    foreach (var frame in frames)
                    {
                        await socket.SendAsync(Encoding.UTF8.GetBytes(frame), System.Net.WebSockets.WebSocketMessageType.Text, endOfMessage: true, patience.Token);
                    }

                    while ((await socket.ReceiveAsync(new byte[65536], patience.Token)).MessageType != System.Net.WebSockets.WebSocketMessageType.Close)
                    {
                    }
                }
                catch (System.Net.WebSockets.WebSocketException)
                {
                    // It is closed as soon as a frame is none.
                }
            }
        }

        /// <summary>What a stranger is told when the database is broken, and where there is nothing.</summary>
        public async Task<string> AskAsSomebodyElseAsync()
        {
            var answers = new StringBuilder();
            foreach (var operation in Operation.All)
            {
                var path = PathOf(operation, name => _ids.GetValueOrDefault(name) is { } id && name != "code" ? id : $"{Person.NewClientMessageId()}");
                var answer = await http.CallAsync(operation.Method, path, ExampleBodies.For(operation));
                answers.AppendLine(answer.Body);
            }

            return answers.ToString();
        }

        private Task<Answer> SignedInAsync(string method, string path, object? body = null)
        {
            return http.CallAsync(method, path, body, ("Authorization", $"Bearer {_token}"));
        }

        private async Task SendAsync(string method, string path, string? body, string token)
        {
            var answer = await http.CallAsync(
                method,
                path,
                body,
                ("Authorization", $"Bearer {token}"), ("X-Request-Id", Next()), ("Referer", $"http://{Next()}/{Next()}"), ("User-Agent", Next()), ("Cookie", $"{Next()}={Next()}"), ("X-Forwarded-For", Next()), ("X-Forwarded-Proto", Next()),
                ("If-None-Match", Next()), ("Range", Next()), ("Accept-Language", Next()), ("X-Forwarded-Host", Next()), ("Origin", $"http://{Next()}"));
            Statuses.Add(answer.Status);
        }

        private static string PathOf(Operation operation, Func<string, string> value)
        {
            return string.Join('/', operation.Path.Split('/').Select(part => part.StartsWith('{') ? value(part.Trim('{', '}')) : part));
        }

        /// <summary>The example with each text of it made a canary, where it is one that may be anything.</summary>
        private string WithCanaries(object? example)
        {
            var body = JsonSerializer.SerializeToNode(example)!.AsObject();
            foreach (var (name, value) in body.ToList())
            {
                if (value?.GetValueKind() == JsonValueKind.String && name is "text" or "name" or "displayName" or "topic" or "alt" or "username" or "password" or "currentPassword" or "newPassword")
                {
                    body[name] = name.Contains("assword", StringComparison.Ordinal) ? $"{Next()} battery staple" : Next();
                }
            }

            return body.ToJsonString();
        }

        private string Next()
        {
            return $"{Canary}{++_number}";
        }
    }
}
