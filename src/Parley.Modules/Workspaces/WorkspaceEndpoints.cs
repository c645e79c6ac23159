using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Workspaces;

internal static class WorkspaceEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var workspaces = api.MapGroup("/workspaces");
        workspaces.MapGet("", ListAsync).WithName("listWorkspaces")
            .WithSummary("The caller's workspaces with their role in each.");
        workspaces.MapPost("", CreateAsync).WithName("createWorkspace")
            .WithSummary("Make a workspace. The caller owns it, and it has a public channel named general.")
            .Answers<WorkspaceDto>(201).Fails(400);
        workspaces.MapPatch("/{workspaceId:guid}", UpdateAsync).WithName("updateWorkspace")
            .WithSummary("Rename a workspace, or turn its link previews off or on.")
            .Answers<WorkspaceDto>(200).Fails(400, 403, 404);
    }

    private static async Task<Ok<WorkspaceList>> ListAsync(Caller caller, IWorkspaceStore store, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(new WorkspaceList { Workspaces = await store.ListAsync(caller.AccountId, cancellationToken) });
    }

    private static async Task<IResult> CreateAsync(
        JsonBody<WorkspaceNameRequest> body, Caller caller, CreateWorkspace createWorkspace, HttpContext context, CancellationToken cancellationToken)
    {
        if (TextRules.Line(body.Value.Name, Limits.WorkspaceNameCharacters) is { } error)
        {
            return Problem.Invalid("name", error);
        }

        var workspace = await createWorkspace.RunAsync(caller.AccountId, body.Value.Name, cancellationToken);
        context.NoteTarget(workspace.Id);
        return TypedResults.Created((string?)null, workspace);
    }

    private static async Task<IResult> UpdateAsync(
        Guid workspaceId, JsonBody<UpdateWorkspaceRequest> body, Caller caller, IWorkspaceStore store, CancellationToken cancellationToken)
    {
        var workspace = await store.FindAsync(workspaceId, caller.AccountId, cancellationToken);
        if (workspace is null)
        {
            return Problem.NotFound;
        }

        if (!WorkspaceRules.MayRename(workspace.Role))
        {
            return Problem.Forbidden("Owners and admins change a workspace.");
        }

        var name = body.Value.Name ?? workspace.Name;
        if (TextRules.Line(name, Limits.WorkspaceNameCharacters) is { } error)
        {
            return Problem.Invalid("name", error);
        }

        var changed = workspace with { Name = name.Trim(), LinkPreviewsOff = body.Value.LinkPreviewsOff ?? workspace.LinkPreviewsOff };
        await store.UpdateAsync(changed, cancellationToken);
        return TypedResults.Ok(changed);
    }
}
