using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Workspaces;

internal static class MemberEndpoints
{
    private static readonly Problem MayNotChangeRole = Problem.Forbidden("Owners change any role; admins make members guests and guests members.");
    private static readonly Problem MayNotRemove = Problem.Forbidden("Owners remove anyone; admins remove members and guests.");

    public static void Map(IEndpointRouteBuilder api)
    {
        var members = api.MapGroup("/workspaces/{workspaceId:guid}/members");
        members.MapGet("", ListAsync).WithName("listMembers")
            .WithSummary("The members of a workspace in order of username; those alone whose username, name or title holds q, in any case, when it is given.")
            .Answers<MemberPage>(200).Fails(400, 404);
        members.MapGet("/{accountId:guid}", FindAsync).WithName("getMember")
            .WithSummary("A member of a workspace, whom the caller would find in the list.")
            .Answers<MemberDto>(200).Fails(404);
        members.MapPatch("/{accountId:guid}", ChangeRoleAsync).WithName("changeRole")
            .WithSummary("Change a member's role.")
            .Answers<MemberDto>(200).Fails(400, 403, 404, 409);
        members.MapDelete("/{accountId:guid}", RemoveAsync).WithName("removeMember")
            .WithSummary("Remove a member from a workspace and from all of its channels.")
            .AnswersNothing().Fails(403, 404, 409);
        members.MapDelete("/me", LeaveAsync).WithName("leaveWorkspace")
            .WithSummary("Leave a workspace and all of its channels.")
            .AnswersNothing().Fails(404, 409);
    }

    private static async Task<IResult> ListAsync(
        Guid workspaceId, string? q, string? cursor, int? limit, Caller caller, IWorkspaceStore store, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(workspaceId, caller.AccountId, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        if (Page.Parse(cursor, limit) is not { } page)
        {
            return Page.Invalid;
        }

        if (q is not null && TextRules.Line(q, Limits.PeopleSearchCharacters, mayBeEmpty: true) is { } error)
        {
            return Problem.Invalid("q", error);
        }

        var search = string.IsNullOrWhiteSpace(q) ? null : q.Trim();
        var members = await store.ListMembersAsync(workspaceId, caller.AccountId, search, page.After, page.Limit + 1, cancellationToken);
        var next = page.NextCursor(members, member => member.Username);
        return TypedResults.Ok(new MemberPage { Members = members, Cursor = next });
    }

    private static async Task<IResult> FindAsync(Guid workspaceId, Guid accountId, Caller caller, IWorkspaceStore store, CancellationToken cancellationToken)
    {
        return await store.FindSeenMemberAsync(workspaceId, caller.AccountId, accountId, cancellationToken) is { } member ? TypedResults.Ok(member) : Problem.NotFound;
    }

    private static async Task<IResult> ChangeRoleAsync(
        Guid workspaceId,
        Guid accountId,
        JsonBody<ChangeRoleRequest> body,
        Caller caller,
        IWorkspaceStore store,
        MeChanges memberships,
        AccountChanges changes,
        CancellationToken cancellationToken)
    {
        if (await store.FindAsync(workspaceId, caller.AccountId, cancellationToken) is not { } workspace)
        {
            return Problem.NotFound;
        }

        if (!WorkspaceRules.MayManageMembers(workspace.Role))
        {
            return MayNotChangeRole;
        }

        if (await store.FindMemberAsync(workspaceId, accountId, cancellationToken) is not { } member)
        {
            return Problem.NotFound;
        }

        if (!WorkspaceRules.MayChangeRole(workspace.Role, member.Role, body.Value.Role))
        {
            return MayNotChangeRole;
        }

        switch (await store.ChangeRoleAsync(workspaceId, accountId, body.Value.Role, cancellationToken))
        {
            case ChangeMemberOutcome.Changed:
                memberships.AnnounceMembership(accountId);
                await changes.AnnounceAsync(accountId, cancellationToken);
                return TypedResults.Ok(member with { Role = body.Value.Role });
            case ChangeMemberOutcome.NoSuchMember:
                return Problem.NotFound;
            case ChangeMemberOutcome.LastOwner:
                return Problem.LastOwner;
            case var other:
                throw new InvalidOperationException($"Unknown outcome {other}.");
        }
    }

    private static async Task<IResult> RemoveAsync(
        Guid workspaceId, Guid accountId, Caller caller, IWorkspaceStore store, IWorkspaceChannels channels, MeChanges changes, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(workspaceId, caller.AccountId, cancellationToken) is not { } workspace)
        {
            return Problem.NotFound;
        }

        if (accountId != caller.AccountId)
        {
            if (!WorkspaceRules.MayManageMembers(workspace.Role))
            {
                return MayNotRemove;
            }

            if (await store.FindMemberAsync(workspaceId, accountId, cancellationToken) is not { } member)
            {
                return Problem.NotFound;
            }

            if (!WorkspaceRules.MayRemove(workspace.Role, member.Role))
            {
                return MayNotRemove;
            }
        }

        return await EndAsync(workspaceId, accountId, caller, channels, changes, cancellationToken);
    }

    private static Task<IResult> LeaveAsync(Guid workspaceId, Caller caller, IWorkspaceChannels channels, MeChanges changes, CancellationToken cancellationToken)
    {
        return EndAsync(workspaceId, caller.AccountId, caller, channels, changes, cancellationToken);
    }

    private static async Task<IResult> EndAsync(
        Guid workspaceId, Guid accountId, Caller caller, IWorkspaceChannels channels, MeChanges changes, CancellationToken cancellationToken)
    {
        var outcome = await channels.RemoveMemberAsync(workspaceId, accountId, caller.AccountId, cancellationToken);
        if (outcome == ChangeMemberOutcome.Changed)
        {
            changes.AnnounceMembership(accountId);
        }

        return outcome switch
        {
            ChangeMemberOutcome.Changed => TypedResults.NoContent(),
            ChangeMemberOutcome.NoSuchMember => Problem.NotFound,
            ChangeMemberOutcome.LastOwner => Problem.LastOwner,
            _ => throw new InvalidOperationException($"Unknown outcome {outcome}."),
        };
    }
}
