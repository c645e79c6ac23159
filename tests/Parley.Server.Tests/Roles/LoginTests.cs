using Npgsql;
using Parley.Client;
using Parley.Contracts;
using Parley.Server.Configuration;
using Parley.Server.Tests.LinkPreviews;
using Parley.Testing;

namespace Parley.Server.Tests.Roles;

/// <summary>Each role under a login that may do no more than its part: docs/postgres-roles.sql and what a migration grants.</summary>
[Trait(NextRelease.Schema, NextRelease.OwnSchema)]
public sealed class LoginTests : IAsyncLifetime
{
    private const string Denied = PostgresErrorCodes.InsufficientPrivilege;

    private const string HasAskedSql =
        "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE usename = 'login_api' AND datname = current_database() AND query LIKE '%has_schema_privilege%')";

    private readonly TestDatabase _database = TestDatabase.Create(DatabaseKind.Postgres);

    public async ValueTask InitializeAsync()
    {
        // Roles are the cluster's: other tests of this class may be making them, too.
        await _database.ExecuteAsync(
            $"""
            SELECT pg_advisory_lock(1);
            {Repository.Read("docs/postgres-roles.sql")}
            DO $$
            BEGIN
              IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'login_migrate') THEN
                CREATE ROLE login_migrate LOGIN IN ROLE parley_owner;
                ALTER ROLE login_migrate SET role = 'parley_owner';
                CREATE ROLE login_gateway LOGIN IN ROLE parley_gateway;
                CREATE ROLE login_api LOGIN IN ROLE parley_api;
                CREATE ROLE login_worker LOGIN IN ROLE parley_worker;
                CREATE ROLE login_nothing LOGIN;
              END IF;
            END
            $$
            """);
    }

    public ValueTask DisposeAsync()
    {
        _database.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Each_roles_node_does_its_work_under_its_own_login()
    {
        await MigrateAsync();
        await using var site = new PageServer();
        site.Html("/", "<title>Page</title><meta property='og:image' content='/i.png'>");
        site.Bytes("/i.png", SamplePictures.Png(3, 2), "image/png");
        await using var api = await TestServer.StartAsync(_database.As("login_api"), ("Parley:Roles", "api,web"));
        await using var gateway = await TestServer.StartAsync(_database.As("login_gateway"), ("Parley:Roles", "gateway"));
        await using var worker = await TestServer.StartAsync(_database.As("login_worker"), ("Parley:Roles", "worker"), ("Parley:LinkPreviews:InternalNetworks", "127.0.0.0/8"), ("Parley:LinkPreviews:Ports", $"{site.Port}"));
        using var owner = await SignUpAsync(api);
        using var connected = new Person(owner.Account, owner.Token, gateway.Address);
        var general = (await owner.Client.ReadSyncAsync(default)).Channels[0].Channel.Id;

        // Old enough for its use to be written down, which a gateway leaves to others.
        gateway.Clock.Advance(TimeSpan.FromHours(1));
        await using var listener = await Listener.StartAsync(connected);
        await DoEverythingAsync(api, owner, general);
        await listener.WaitForAsync(general, ChannelEventTypes.MessageDeleted, 1);
        await IsFoundAsync(owner, general);
        await PreviewsAreFoundAsync(worker, owner, general, site.Url("/"));
        await JobsAreDoneAsync(owner);

        foreach (var node in new[] { api, gateway, worker })
        {
            using var http = new HttpClient { BaseAddress = node.Address };
            Assert.Equal("Healthy", (await http.CallAsync("GET", "/health/ready")).Body);
            Assert.DoesNotContain(node.Logs.All, line => line.Contains(Denied, StringComparison.Ordinal) || line.StartsWith("Error", StringComparison.Ordinal));
        }
    }

    private static async Task PreviewsAreFoundAsync(TestServer worker, Person owner, Guid channelId, string url)
    {
        var posted = await owner.PostAsync(channelId, $"look: {url}");
        await LinkPreviewTests.RunAsync(worker);
        Assert.Equal("Page", (await owner.Client.ReadMessageAsync(channelId, posted.Seq, default)).Previews?[0].Title);
        var answer = await owner.Http.CallAsync("DELETE", $"/api/v1/channels/{channelId}/messages/{posted.Seq}/previews");
        Assert.Equal(204, answer.Status);
    }

    [Theory]
    [InlineData("login_gateway", "INSERT INTO messages SELECT * FROM messages")]
    [InlineData("login_gateway", "UPDATE channel_events SET effect = 0")]
    [InlineData("login_gateway", "UPDATE channel_heads SET head = 0")]
    [InlineData("login_gateway", "DELETE FROM channel_members")]
    [InlineData("login_gateway", "UPDATE sign_ins SET last_used_at = now()")]
    [InlineData("login_gateway", "SELECT text FROM messages")]
    [InlineData("login_gateway", "SELECT password_hash FROM accounts")]
    [InlineData("login_gateway", "SELECT email FROM accounts")]
    [InlineData("login_gateway", "CREATE TABLE mine (id integer)")]
    [InlineData("login_api", "DELETE FROM channel_events")]
    [InlineData("login_api", "DELETE FROM messages")]
    [InlineData("login_api", "UPDATE server_state SET epoch = gen_random_uuid()")]
    [InlineData("login_api", "TRUNCATE accounts")]
    [InlineData("login_api", "ALTER TABLE accounts DROP COLUMN email")]
    [InlineData("login_api", "CREATE TABLE mine (id integer)")]
    [InlineData("login_gateway", "SELECT id FROM jobs")]
    [InlineData("login_api", "DELETE FROM jobs")]
    [InlineData("login_api", "SELECT action FROM audit_events")]
    [InlineData("login_api", "DELETE FROM audit_events")]
    [InlineData("login_api", "UPDATE audit_events SET action = ''")]
    [InlineData("login_worker", "SELECT action FROM audit_events")]
    [InlineData("login_worker", "SELECT token_hash FROM sign_ins")]
    [InlineData("login_worker", "SELECT code_hash FROM invites")]
    [InlineData("login_worker", "INSERT INTO sign_ins SELECT * FROM sign_ins")]
    [InlineData("login_worker", "SELECT client_message_id FROM messages")]
    [InlineData("login_worker", "UPDATE messages SET text = ''")]
    [InlineData("login_worker", "SELECT text FROM message_versions")]
    [InlineData("login_api", "DELETE FROM search_messages")]
    [InlineData("login_api", "SELECT history_seq FROM search_channels")]
    [InlineData("login_gateway", "SELECT terms FROM search_messages")]
    [InlineData("login_worker", "SELECT event FROM channel_events")]
    [InlineData("login_worker", "UPDATE messages SET removed_links = NULL")]
    [InlineData("login_worker", "UPDATE channel_events SET event = ''")]
    [InlineData("login_api", "DELETE FROM link_images")]
    [InlineData("login_gateway", "SELECT preview FROM link_pages")]
    [InlineData("login_worker", "UPDATE accounts SET password_hash = ''")]
    [InlineData("login_worker", "CREATE TABLE mine (id integer)")]
    public async Task What_a_role_has_no_part_in_is_refused_by_the_database(string login, string sql)
    {
        await MigrateAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => _database.As(login).ExecuteAsync(sql));

        Assert.Equal(Denied, refused.SqlState);
    }

    [Fact]
    public async Task Every_table_is_granted_to_some_role()
    {
        await MigrateAsync();

        await _database.ExecuteAsync(
            """
            DO $$
            DECLARE
              forgotten text;
            BEGIN
              SELECT string_agg(relname, ', ') INTO forgotten FROM pg_class c
              WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
                AND NOT EXISTS (
                  SELECT FROM unnest(ARRAY['parley_gateway', 'parley_api', 'parley_worker']) AS name
                  WHERE has_any_column_privilege(name, c.oid, 'SELECT') OR has_any_column_privilege(name, c.oid, 'INSERT'));
              IF forgotten IS NOT NULL THEN
                RAISE 'grants.sql says nothing of %', forgotten;
              END IF;
            END
            $$
            """);
    }

    [Fact]
    public async Task A_node_whose_login_may_not_migrate_refuses_to_serve_and_says_what_to_run()
    {
        // The first migration only: what a newer program finds between its start and its migration.
        await MigrateAsync();
        await _database.ExecuteAsync("DELETE FROM schema_migrations WHERE scriptname LIKE '%0001%'");

        var refusal = await Assert.ThrowsAsync<SettingException>(() => TestServer.StartAsync(_database.As("login_api"), ("Parley:Roles", "api"), ("Parley:Start:MigrationWait", "00:00:00")));

        Assert.Contains("parley-server migrate", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Fact]
    public async Task A_node_whose_login_may_not_migrate_waits_for_the_migration_and_then_serves()
    {
        await MigrateAsync();
        await _database.ExecuteAsync("ALTER TABLE schema_migrations RENAME TO elsewhere");
        var starting = TestServer.StartAsync(_database.As("login_api"), ("Parley:Roles", "api"));
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await looks.WaitForNextTickAsync() && !await _database.ReadAsync<bool>(HasAskedSql))
        {
            Assert.False(starting.IsCompleted);
        }

        await _database.ExecuteAsync("ALTER TABLE elsewhere RENAME TO schema_migrations");

        await using var node = await starting;
        using var owner = await SignUpAsync(node);
        Assert.True(owner.Account.IsServerAdmin);
    }

    [Fact]
    public async Task A_login_without_a_role_is_told_of_by_the_database()
    {
        await MigrateAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => TestServer.StartAsync(_database.As("login_nothing"), ("Parley:Roles", "api")));

        Assert.Equal(Denied, refused.SqlState);
    }

    [Fact]
    public async Task Going_back_to_an_older_release_leaves_later_nodes_their_rights()
    {
        await MigrateAsync();
        await _database.ExecuteAsync(
            """
            INSERT INTO schema_migrations (scriptname, applied) VALUES ('Parley.Storage.Postgres.Migrations.9999_later.sql', now());
            CREATE TABLE later (id integer);
            GRANT SELECT ON later TO parley_api;
            """);

        await MigrateAsync();

        Assert.Equal(0, await _database.As("login_api").ReadAsync<long>("SELECT count(*) FROM later"));
    }

    [Fact]
    public async Task Many_nodes_that_start_at_once_on_an_empty_database_all_serve()
    {
        using var empty = TestDatabase.Create(DatabaseKind.Postgres);

        var nodes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => TestServer.StartAsync(empty))));

        using var owner = await SignUpAsync(nodes[3]);
        foreach (var node in nodes)
        {
            using var person = new Person(owner.Account, owner.Token, node.Address);
            Assert.Single((await person.Client.ReadSyncAsync(default)).Channels);
            await node.DisposeAsync();
        }
    }

    private async Task MigrateAsync()
    {
        await using var migrating = await TestServer.StartAsync(_database.As("login_migrate"), ("Parley:Roles", "all"));
    }

    private static async Task<Person> SignUpAsync(TestServer node)
    {
        using var client = new ParleyClient(new ParleyClientOptions { Server = node.Address });
        var signedIn = await client.SignUpAsync(new SignUpRequest { Username = "owner", Password = World.Password }, default);
        return new Person(signedIn.Account, signedIn.Token, node.Address);
    }

    /// <summary>All that the worker has to do, once; and one that an administrator retries.</summary>
    /// <summary>What the api posts comes into the index by the worker.</summary>
    private static async Task IsFoundAsync(Person owner, Guid general)
    {
        var workspaceId = (await owner.Client.ReadMeAsync(default)).Workspaces[0].Id;
        await owner.PostAsync(general, "zanzibar");
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await looks.WaitForNextTickAsync())
        {
            if ((await owner.Client.SearchMessagesAsync(workspaceId, "zanzibar", null, null, default)).Results.Count == 1)
            {
                return;
            }
        }
    }

    private async Task JobsAreDoneAsync(Person owner)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var retried = false;
        while (await looks.WaitForNextTickAsync())
        {
            var page = (await owner.Http.CallAsync("GET", "/api/v1/admin/jobs")).Read(ParleyJson.Context.JobPage);
            Assert.DoesNotContain(page.Jobs, job => job.LastError is not null);
            if (page.Jobs.Count(job => job.State == JobState.Done) < 3)
            {
                continue;
            }

            if (retried)
            {
                return;
            }

            await _database.As("login_migrate").ExecuteAsync("UPDATE jobs SET state = 3");
            foreach (var job in page.Jobs)
            {
                Assert.Equal(200, (await owner.Http.CallAsync("POST", $"/api/v1/admin/jobs/{job.Id}/retry")).Status);
            }

            retried = true;
        }
    }

    /// <summary>Each call of the interface that writes, as the owner.</summary>
    private static async Task DoEverythingAsync(TestServer api, Person owner, Guid general)
    {
        var workspaceId = (await owner.Client.ReadMeAsync(default)).Workspaces[0].Id;
        var invite = await owner.Client.CreateInviteAsync(workspaceId, new CreateInviteRequest { ChannelIds = [general] }, default);
        using var anonymous = new ParleyClient(new ParleyClientOptions { Server = api.Address });
        var joined = await anonymous.SignUpAsync(new SignUpRequest { Username = "ana", Password = World.Password, Invite = invite.Code }, default);
        using var ana = new Person(joined.Account, joined.Token, api.Address);
        (string Method, string Path, object? Body)[] calls =
        [
            ("PATCH", "/api/v1/me", new { displayName = "Owner" }),
            ("PUT", "/api/v1/me/password", new { currentPassword = World.Password, newPassword = World.Password }),
            ("POST", "/api/v1/me/access-tokens", new { name = "script" }),
            ("POST", "/api/v1/workspaces", new { name = "Second" }),
            ("PATCH", $"/api/v1/workspaces/{workspaceId}", new { name = "Northwind" }),
            ("PATCH", $"/api/v1/workspaces/{workspaceId}/members/{ana.Id}", new { role = "admin" }),
            ("POST", $"/api/v1/workspaces/{workspaceId}/channels", new { name = "ships" }),
            ("PUT", $"/api/v1/workspaces/{workspaceId}/direct-channels", new { accountIds = new[] { ana.Id } }),
            ("DELETE", $"/api/v1/channels/{general}/members/{ana.Id}", null),
            ("PUT", $"/api/v1/channels/{general}/members/{ana.Id}", null),
            ("PATCH", $"/api/v1/channels/{general}", new { topic = "Something" }),
            ("PUT", $"/api/v1/channels/{general}/read-marker", new { seq = 1 }),
        ];
        foreach (var (method, path, body) in calls)
        {
            var answer = await owner.Http.CallAsync(method, path, body);
            Assert.True(answer.IsSuccess, $"{method} {path}: {answer.Status} {answer.Body}");
        }

        foreach (var side in (int[])[8, 9])
        {
            Assert.Equal(204, (await owner.Http.SendAsync("PUT", "/api/v1/me/avatar", SamplePictures.Png(side, side), "image/png")).Status);
        }

        Assert.Equal(200, (await ana.Http.CallAsync("GET", (await owner.Client.ReadMeAsync(default)).Account.AvatarUrl!)).Status);
        Assert.Equal(204, (await owner.Http.CallAsync("DELETE", "/api/v1/me/avatar")).Status);
        var message = await owner.PostAsync(general, "ahoy");
        await owner.Client.EditMessageAsync(general, message.Seq, "ahoi", default);
        await owner.Client.DeleteMessageAsync(general, message.Seq, default);
        var other = await owner.Client.CreateInviteAsync(workspaceId, new CreateInviteRequest(), default);
        Assert.Equal(204, (await owner.Http.CallAsync("DELETE", $"/api/v1/workspaces/{workspaceId}/invites/{other.Id}")).Status);
        Assert.Equal(204, (await owner.Http.CallAsync("DELETE", $"/api/v1/workspaces/{workspaceId}/members/{ana.Id}")).Status);
        Assert.Equal(204, (await ana.Http.CallAsync("DELETE", "/api/v1/sign-ins/current")).Status);
    }
}
