using Parley.Contracts;
using Parley.Modules.Audit;
using Parley.Server.Tests.Http;
using Parley.Testing;

namespace Parley.Server.Tests.Audit;

/// <summary>Who changed what, and from where, is on record; and the record stays as it is.</summary>
public sealed class AuditTests
{
    [Fact]
    public void Every_operation_that_changes_something_is_audited_or_said_to_be_nobodys_business()
    {
        var page = Repository.Read("docs/audit.md").Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray()).ToList();
        var audited = page.Where(row => row.Length == 6).Select(row => (Operation: row[1].Trim('`'), Action: row[2].Trim('`'), Kind: row[3])).ToList();
        var leftOut = page.Where(row => row.Length == 4).SelectMany(row => row[1].Split(',').Select(one => one.Trim().Trim('`'))).ToList();
        var changing = Operation.All.Where(operation => operation.Method != "GET").Select(operation => operation.Id).Order(StringComparer.Ordinal);

        Assert.Equal(changing, audited.Select(row => row.Operation).Concat(leftOut).Order(StringComparer.Ordinal));
        Assert.Equal(
            AuditAction.ByOperation.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => (one.Key, one.Value.Name, $"{one.Value.Category}, {one.Value.Type}")),
            audited.OrderBy(row => row.Operation, StringComparer.Ordinal).Select(row => (row.Operation, row.Action, row.Kind)));
        Assert.Equal(AuditAction.ByOperation.Count, AuditAction.ByOperation.Values.Select(action => action.Name).Distinct().Count());
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_was_done_is_in_the_stream_and_in_the_table_with_who_what_and_from_where(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var ana = await world.MemberAsync("ana");
        var token = await ana.Client.CreateAccessTokenAsync(new CreateAccessTokenRequest { Name = "script" }, default);
        await world.Owner.Http.CallAsync("PATCH", $"/api/v1/workspaces/{world.WorkspaceId}/members/{ana.Id}", new { role = "admin" });
        var channel = await world.ChannelAsync("ships", ChannelVisibility.Private, ana);

        var events = world.Server.Audited.All.ToList();

        Assert.Equal(
            [("account.created", world.Owner.Id), ("invite.created", world.Owner.Id), ("account.created", ana.Id), ("access-token.created", ana.Id), ("member.role-changed", world.Owner.Id), ("channel.created", world.Owner.Id), ("channel-member.added", world.Owner.Id)],
            events.Select(one => (one.Action.Name, one.AccountId!.Value)));
        Assert.Equal(token.AccessToken.Id, events[3].TargetId);
        Assert.Equal((world.WorkspaceId, ana.Id), (events[4].WorkspaceId, events[4].TargetAccountId));
        Assert.Equal((world.WorkspaceId, channel.Id), (events[5].WorkspaceId, events[5].TargetId));
        Assert.Equal((channel.Id, ana.Id), (events[6].ChannelId, events[6].TargetAccountId));
        Assert.All(events, one => Assert.Equal(("success", "127.0.0.1"), (one.Outcome, one.Address?.MapToIPv4().ToString())));
        Assert.Equal(events.Select(one => one.Id).Order(), (await world.Server.IdsAsync("SELECT id FROM audit_events")).Order());
        Assert.Equal([ana.Id], await world.Server.IdsAsync("SELECT target_account_id FROM audit_events WHERE action = 'member.role-changed'"));
    }

    [Theory]
    [OnEachDatabase]
    public async Task What_was_refused_is_in_the_stream_only_and_what_was_malformed_nowhere(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var ana = await world.MemberAsync("ana");
        using var anonymous = world.Anonymous();
        var (before, rows) = (world.Server.Audited.All.Count, await world.Server.CountAsync("audit_events"));

        await anonymous.CallAsync("POST", "/api/v1/sign-ins", new { username = "ana", password = "something wrong" });
        await ana.Http.CallAsync("PATCH", $"/api/v1/workspaces/{world.WorkspaceId}/members/{world.Owner.Id}", new { role = "guest" });
        await ana.Http.CallAsync("POST", $"/api/v1/workspaces/{world.WorkspaceId}/invites", "{");
        await anonymous.CallAsync("POST", $"/api/v1/workspaces/{world.WorkspaceId}/invites", new { });
        await ana.PostAsync(world.GeneralId, "no business of an audit");

        Assert.Equal(
            [("sign-in.started", (Guid?)null, "failure", 401), ("member.role-changed", ana.Id, "failure", 403)],
            world.Server.Audited.All.Skip(before).Select(one => (one.Action.Name, one.AccountId, one.Outcome, one.Status)));
        Assert.Equal(rows, await world.Server.CountAsync("audit_events"));
    }

    [Theory]
    [OnEachDatabase]
    public async Task A_record_that_cannot_be_stored_is_in_the_stream_and_an_error_and_what_was_done_is_answered(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        await world.BreakAsync("DROP TABLE audit_events");

        var answer = await world.Owner.Http.CallAsync("POST", "/api/v1/workspaces", new { name = "Elsewhere" });

        Assert.Equal(201, answer.Status);
        Assert.Equal(("workspace.created", "success"), (world.Server.Audited.All.Last().Action.Name, world.Server.Audited.All.Last().Outcome));
        Assert.Contains(world.Server.Logs.All, line => line.StartsWith("Error Parley.Modules.Audit.AuditTrail: createWorkspace was done", StringComparison.Ordinal));
    }

    [Theory]
    [OnEachDatabase("UPDATE audit_events SET account_id = NULL")]
    [OnEachDatabase("DELETE FROM audit_events")]
    public async Task Whoever_asks_the_database_changes_no_record(DatabaseKind kind, string sql)
    {
        await using var world = await World.CreateAsync(kind);
        var rows = await world.Server.CountAsync("audit_events");

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => world.BreakAsync(sql));

        Assert.Contains("audit events are never changed", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal((1, 1), (rows, await world.Server.CountAsync("audit_events")));
    }

    [Fact]
    public async Task PostgreSQL_refuses_to_empty_the_table_even_to_its_owner()
    {
        await using var world = await World.CreateAsync(DatabaseKind.Postgres);

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => world.BreakAsync("TRUNCATE audit_events"));

        Assert.Contains("audit events are never changed", refused.Message, StringComparison.Ordinal);
    }
}
