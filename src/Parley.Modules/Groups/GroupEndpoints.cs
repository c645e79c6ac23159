using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Workspaces;
using Parley.Realtime.Ports;

namespace Parley.Modules.Groups;

internal static class GroupEndpoints
{
    private static readonly Problem MayNot = Problem.Forbidden("Groups are for members, admins and owners; guests are called by them.");

    private static readonly Problem TooMany = Problem.Conflict(
        ErrorCodes.LimitReached, "Enough groups", $"A workspace has at most {Limits.Groups} groups: delete one first.");

    public static void Map(IEndpointRouteBuilder api)
    {
        var groups = api.MapGroup("/workspaces/{workspaceId:guid}/groups");
        groups.MapGet("", ListAsync).WithName("listGroups")
            .WithSummary("The groups of people that messages call by one name, in order of name.")
            .Answers<GroupList>(200).Fails(403, 404);
        groups.MapPut("/{name}", PutAsync).WithName("putGroup")
            .WithSummary("Make a group, or say anew who is in it. The same again is no error, and no change.")
            .Answers<GroupDto>(201).Answers<GroupDto>(200).Fails(400, 403, 404, 409);
        groups.MapDelete("/{name}", DeleteAsync).WithName("deleteGroup")
            .WithSummary("Delete a group. Messages that it called people in stay as they are. One that is not there is no error.")
            .AnswersNothing().Fails(403, 404);
    }

    private static async Task<IResult> ListAsync(Guid workspaceId, Caller caller, IWorkspaceStore workspaces, IGroupStore store, CancellationToken cancellationToken)
    {
        return await RefusalAsync(workspaceId, caller, workspaces, cancellationToken) is { } refusal
            ? refusal
            : TypedResults.Ok(new GroupList { Groups = await store.ListAsync(workspaceId, cancellationToken) });
    }

    private static async Task<IResult> PutAsync(
        Guid workspaceId,
        string name,
        JsonBody<PutGroupRequest> body,
        Caller caller,
        IWorkspaceStore workspaces,
        IGroupStore store,
        IHintBus bus,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await RefusalAsync(workspaceId, caller, workspaces, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (GroupName.Check(name) is { } error)
        {
            return Problem.Invalid("name", error);
        }

        Guid[] accountIds = [.. body.Value.AccountIds.Distinct().Order()];
        if (accountIds.Length is 0 or > Limits.GroupMembers)
        {
            return Problem.Invalid("accountIds", $"must be 1 to {Limits.GroupMembers} accounts; these are {accountIds.Length}.");
        }

        var now = DateTimeOffset.FromUnixTimeMilliseconds(time.GetUtcNow().ToUnixTimeMilliseconds());
        var group = new GroupDto { Name = name, AccountIds = accountIds, ChangedAt = now };
        var outcome = await store.PutAsync(workspaceId, group, Limits.Groups, cancellationToken);
        switch (outcome)
        {
            case PutGroupOutcome.Made or PutGroupOutcome.Changed:
                bus.Publish(new WorkspaceNewsHint(workspaceId, WorkspaceNews.Groups));
                return outcome == PutGroupOutcome.Made ? TypedResults.Created(uri: (string?)null, group) : TypedResults.Ok(group);
            case PutGroupOutcome.Same:
                return TypedResults.Ok(group);
            case PutGroupOutcome.NameOfSomeone:
                return Problem.Invalid("name", "is the username of someone in the workspace: choose another.");
            case PutGroupOutcome.Outsiders:
                return Problem.Invalid("accountIds", "must all be of people in the workspace.");
            case PutGroupOutcome.TooMany:
                return TooMany;
            default:
                throw new InvalidOperationException($"Unknown outcome {outcome}.");
        }
    }

    private static async Task<IResult> DeleteAsync(
        Guid workspaceId, string name, Caller caller, IWorkspaceStore workspaces, IGroupStore store, IHintBus bus, CancellationToken cancellationToken)
    {
        if (await RefusalAsync(workspaceId, caller, workspaces, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (await store.DeleteAsync(workspaceId, name, cancellationToken))
        {
            bus.Publish(new WorkspaceNewsHint(workspaceId, WorkspaceNews.Groups));
        }

        return TypedResults.NoContent();
    }

    private static async Task<IResult?> RefusalAsync(Guid workspaceId, Caller caller, IWorkspaceStore workspaces, CancellationToken cancellationToken)
    {
        return await workspaces.FindAsync(workspaceId, caller.AccountId, cancellationToken) is not { } workspace
            ? Problem.NotFound
            : WorkspaceRules.MayUseGroups(workspace.Role) ? null : MayNot;
    }
}
