using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Workspaces;

internal static class InviteEndpoints
{
    private const int DefaultHours = 7 * 24;
    private const int MaxHours = 30 * 24;
    private const int MaxUses = 10_000;
    private const int MaxChannels = 50;

    public static void Map(IEndpointRouteBuilder api)
    {
        var ofWorkspace = api.MapGroup("/workspaces/{workspaceId:guid}/invites");
        ofWorkspace.MapGet("", ListAsync).WithName("listInvites")
            .WithSummary("The invites of a workspace that can still be used, newest first.")
            .Answers<InviteList>(200).Fails(403, 404);
        ofWorkspace.MapPost("", CreateAsync).WithName("createInvite")
            .WithSummary("Make an invite. Its code is shown this once.")
            .Answers<CreatedInviteDto>(201).Fails(400, 403, 404);
        ofWorkspace.MapDelete("/{inviteId:guid}", DeleteAsync).WithName("deleteInvite")
            .WithSummary("Withdraw an invite.")
            .AnswersNothing().Fails(403, 404);

        var byCode = api.MapGroup("/invites/{code}");
        byCode.MapGet("", PreviewAsync).AllowAnonymous().WithName("previewInvite")
            .WithSummary("What an invite is for, by its code.")
            .Answers<InvitePreviewDto>(200).Fails(400);
        byCode.MapPost("/accept", AcceptAsync).WithName("acceptInvite")
            .WithSummary("Join the workspace of an invite. Who is in it already stays what they are.")
            .Answers<WorkspaceDto>(200).Fails(400);
    }

    private static async Task<IResult> ListAsync(
        Guid workspaceId, Caller caller, IWorkspaceStore workspaces, IInviteStore invites, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await workspaces.FindAsync(workspaceId, caller.AccountId, cancellationToken) is not { } workspace)
        {
            return Problem.NotFound;
        }

        return WorkspaceRules.MayManageInvites(workspace.Role)
            ? TypedResults.Ok(new InviteList { Invites = await invites.ListAsync(workspaceId, time.GetUtcNow(), cancellationToken) })
            : Problem.Forbidden("Owners and admins see the invites.");
    }

    private static async Task<IResult> CreateAsync(
        Guid workspaceId,
        JsonBody<CreateInviteRequest> body,
        Caller caller,
        IWorkspaceStore workspaces,
        IInviteStore invites,
        IWorkspaceChannels channels,
        PublicUrl publicUrl,
        HttpContext context,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        if (await workspaces.FindAsync(workspaceId, caller.AccountId, cancellationToken) is not { } workspace)
        {
            return Problem.NotFound;
        }

        var request = body.Value;
        var role = request.Role ?? WorkspaceRole.Member;
        if (!WorkspaceRules.MayInvite(workspace.Role, role))
        {
            return Problem.Forbidden("Members invite members and guests, owners and admins also admins; guests invite nobody.");
        }

        if (Check(request, role) is { Count: > 0 } errors)
        {
            return Problem.Invalid(errors);
        }

        if (await channels.FindForeignAsync(caller.AccountId, workspaceId, request.ChannelIds ?? [], cancellationToken) is { } foreign)
        {
            return Problem.Invalid("channelIds", $"{foreign} is not a channel of this workspace that you are a member of.");
        }

        var now = time.GetUtcNow();
        var code = SecretToken.Create("");
        var invite = new NewInvite
        {
            Id = Guid.CreateVersion7(now),
            CodeHash = SecretToken.Hash(code),
            WorkspaceId = workspaceId,
            Role = role,
            CreatedBy = caller.AccountId,
            CreatedAt = now,
            ExpiresAt = now.AddHours(request.ExpiresInHours ?? DefaultHours),
            MaxUses = request.MaxUses,
            ChannelIds = request.ChannelIds ?? [],
        };
        await invites.AddAsync(invite, cancellationToken);
        context.NoteTarget(invite.Id);
        return TypedResults.Created((string?)null, new CreatedInviteDto
        {
            Id = invite.Id,
            Code = code,
            Url = $"{publicUrl.For(context)}/invite/{code}",
            Role = role,
            ExpiresAt = invite.ExpiresAt,
        });
    }

    private static async Task<IResult> DeleteAsync(
        Guid workspaceId, Guid inviteId, Caller caller, IWorkspaceStore workspaces, IInviteStore invites, CancellationToken cancellationToken)
    {
        if (await workspaces.FindAsync(workspaceId, caller.AccountId, cancellationToken) is not { } workspace)
        {
            return Problem.NotFound;
        }

        if (!WorkspaceRules.MayManageInvites(workspace.Role))
        {
            return Problem.Forbidden("Owners and admins withdraw invites.");
        }

        return await invites.DeleteAsync(workspaceId, inviteId, cancellationToken) ? TypedResults.NoContent() : Problem.NotFound;
    }

    private static async Task<IResult> PreviewAsync(string code, IInviteStore invites, TimeProvider time, CancellationToken cancellationToken)
    {
        var preview = await invites.FindAsync(SecretToken.Hash(code), time.GetUtcNow(), cancellationToken);
        return preview is null ? Problem.InviteInvalid : TypedResults.Ok(preview);
    }

    private static async Task<IResult> AcceptAsync(
        string code, Caller caller, JoinWorkspace join, IWorkspaceStore workspaces, HttpContext context, CancellationToken cancellationToken)
    {
        if (await join.AcceptAsync(code, caller.AccountId, cancellationToken) is not { } joined)
        {
            return Problem.InviteInvalid;
        }

        context.NoteTarget(joined.WorkspaceId);
        var workspace = await workspaces.FindAsync(joined.WorkspaceId, caller.AccountId, cancellationToken);
        return workspace is null ? Problem.InviteInvalid : TypedResults.Ok(workspace);
    }

    private static Dictionary<string, string> Check(CreateInviteRequest request, WorkspaceRole role)
    {
        var errors = new Dictionary<string, string>();
        if (request.MaxUses is < 1 or > MaxUses)
        {
            errors["maxUses"] = $"must be 1 to {MaxUses}, or left out for any number.";
        }

        if (request.ExpiresInHours is < 1 or > MaxHours)
        {
            errors["expiresInHours"] = $"must be 1 to {MaxHours}.";
        }

        if (request.ChannelIds is { Count: > MaxChannels })
        {
            errors["channelIds"] = $"must be at most {MaxChannels}.";
        }

        if (role == WorkspaceRole.Guest && request.ChannelIds is null or { Count: 0 })
        {
            errors["channelIds"] = "must name at least one channel: a guest sees nothing else.";
        }

        return errors;
    }
}
