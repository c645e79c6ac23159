using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Channels.Log;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Channels;

internal static class ChannelEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var ofWorkspace = api.MapGroup("/workspaces/{workspaceId:guid}");
        ofWorkspace.MapGet("/channels", ListAsync).WithName("listChannels")
            .WithSummary("The channels of a workspace that the caller may see, direct ones aside, in order of name.")
            .Answers<ChannelPage>(200).Fails(400, 404);
        ofWorkspace.MapPost("/channels", CreateAsync).WithName("createChannel")
            .WithSummary("Make a public or private channel. The caller is its first member.")
            .Answers<ChannelDto>(201).Fails(400, 403, 404, 409);
        ofWorkspace.MapPut("/direct-channels", OpenDirectAsync).WithName("openDirectChannel")
            .WithSummary("Find the direct channel of these people and the caller, or make it.")
            .Answers<ChannelDto>(200, 201).Fails(400, 403, 404);

        var channel = api.MapGroup("/channels/{channelId:guid}");
        channel.MapGet("", GetAsync).WithName("getChannel")
            .WithSummary("One channel.")
            .Answers<ChannelDto>(200).Fails(404);
        channel.MapPatch("", UpdateAsync).WithName("updateChannel")
            .WithSummary("Change a channel's name, topic or purpose; archive or restore it.")
            .Answers<ChannelDto>(200).Fails(400, 403, 404, 409);
        channel.MapDelete("", ArchiveAsync).WithName("archiveChannel")
            .WithSummary("Archive a channel.")
            .AnswersNothing().Fails(403, 404, 409);
    }

    private static async Task<IResult> ListAsync(
        Guid workspaceId,
        string? cursor,
        int? limit,
        bool? archived,
        Caller caller,
        IWorkspaceStore workspaces,
        IChannelStore store,
        CancellationToken cancellationToken)
    {
        if (await workspaces.FindAsync(workspaceId, caller.AccountId, cancellationToken) is not { } workspace)
        {
            return Problem.NotFound;
        }

        if (Page.Parse(cursor, limit) is not { } page)
        {
            return Page.Invalid;
        }

        var withPublic = workspace.Role >= WorkspaceRole.Member;
        var channels = await store.ListAsync(caller.AccountId, workspaceId, withPublic, archived ?? false, page.After, page.Limit + 1, cancellationToken);
        var next = page.NextCursor(channels, channel => channel.Name.ToLowerInvariant());
        return TypedResults.Ok(new ChannelPage { Channels = [.. channels.Select(channel => channel.ToDto())], Cursor = next });
    }

    private static async Task<IResult> CreateAsync(
        Guid workspaceId,
        JsonBody<CreateChannelRequest> body,
        Caller caller,
        IWorkspaceStore workspaces,
        IChannelStore store,
        CreateChannel createChannel,
        HttpContext context,
        CancellationToken cancellationToken)
    {
        if (await workspaces.FindAsync(workspaceId, caller.AccountId, cancellationToken) is not { } workspace)
        {
            return Problem.NotFound;
        }

        if (!WorkspaceRules.MayCreateChannels(workspace.Role))
        {
            return Problem.Forbidden("Guests make no channels.");
        }

        var errors = ChannelFields.Check(body.Value.Name, body.Value.Topic, body.Value.Purpose);
        if (body.Value.Visibility is not (null or ChannelVisibility.Public or ChannelVisibility.Private))
        {
            errors["visibility"] = "must be public or private; direct channels are opened at direct-channels.";
        }

        if (errors.Count > 0)
        {
            return Problem.Invalid(errors);
        }

        var (outcome, channelId) = await createChannel.CreateNamedAsync(workspaceId, caller.AccountId, body.Value, cancellationToken);
        if (outcome is CreateChannelOutcome.NameTaken)
        {
            return ChangeProblems.NameTaken;
        }

        context.NoteTarget(channelId);
        return TypedResults.Created($"/api/v1/channels/{channelId}", await ReadAsync(store, caller, channelId, cancellationToken));
    }

    private static async Task<IResult> OpenDirectAsync(
        Guid workspaceId,
        JsonBody<OpenDirectChannelRequest> body,
        Caller caller,
        IWorkspaceStore workspaces,
        IChannelStore store,
        CreateChannel createChannel,
        ChannelMembers members,
        CancellationToken cancellationToken)
    {
        if (await workspaces.FindAsync(workspaceId, caller.AccountId, cancellationToken) is not { } workspace)
        {
            return Problem.NotFound;
        }

        Guid[] people = [.. body.Value.AccountIds.Append(caller.AccountId).Distinct()];
        if (body.Value.AccountIds.Count == 0 || people.Length > Limits.DirectChannelMembers)
        {
            return Problem.Invalid("accountIds", $"must name 1 to {Limits.DirectChannelMembers - 1} others.");
        }

        if (workspace.Role == WorkspaceRole.Guest
            && !await store.ShareAChannelAsync(workspaceId, caller.AccountId, [.. people.Where(id => id != caller.AccountId)], cancellationToken))
        {
            return Problem.Invalid("accountIds", "must be people with whom you share a channel.");
        }

        var (outcome, newChannelId) = await createChannel.CreateDirectAsync(workspaceId, caller.AccountId, people, cancellationToken);
        switch (outcome)
        {
            case CreateChannelOutcome.Created:
                return TypedResults.Created($"/api/v1/channels/{newChannelId}", await ReadAsync(store, caller, newChannelId, cancellationToken));
            case CreateChannelOutcome.Exists(var channelId):
                // Someone who left the workspace and came back finds the talk again; for everyone else this changes nothing.
                await members.AddAsync(channelId, caller.AccountId, caller.AccountId, cancellationToken);
                return TypedResults.Ok(await ReadAsync(store, caller, channelId, cancellationToken));
            case CreateChannelOutcome.NotInWorkspace:
                return Problem.Invalid("accountIds", "must be members of the workspace.");
            case var other:
                throw new InvalidOperationException($"Unknown outcome {other}.");
        }
    }

    private static async Task<IResult> GetAsync(Guid channelId, Caller caller, IChannelAccess access, CancellationToken cancellationToken)
    {
        return await access.FindAsync(caller.AccountId, channelId, cancellationToken) is { } channel ? TypedResults.Ok(channel.ToDto()) : Problem.NotFound;
    }

    private static async Task<IResult> UpdateAsync(
        Guid channelId,
        JsonBody<UpdateChannelRequest> body,
        Caller caller,
        IChannelAccess access,
        IChannelStore store,
        UpdateChannel updateChannel,
        CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is not { } channel)
        {
            return Problem.NotFound;
        }

        if (channel.IsDirect)
        {
            return Problem.DirectChannel;
        }

        var request = body.Value;
        if ((request.Name is not null || request.Archived is not null) && !ChannelRules.MayManage(channel, caller.AccountId))
        {
            return Problem.Forbidden("Owners, admins and the channel's creator rename and archive it.");
        }

        if ((request.Topic is not null || request.Purpose is not null) && !ChannelRules.MaySetTopic(channel) && !ChannelRules.MayManage(channel, caller.AccountId))
        {
            return channel.IsMember ? Problem.Forbidden("Guests do not change a channel.") : Problem.NotAMember;
        }

        if (ChannelFields.Check(request.Name, request.Topic, request.Purpose) is { Count: > 0 } errors)
        {
            return Problem.Invalid(errors);
        }

        if (request.Archived == true && channel.IsDefault)
        {
            return Problem.Invalid("archived", "must not be true for the channel that everyone is in.");
        }

        var outcome = await updateChannel.RunAsync(channel, request, caller.AccountId, cancellationToken);
        return outcome is ChangeOutcome.Applied or ChangeOutcome.Unchanged
            ? TypedResults.Ok(await ReadAsync(store, caller, channelId, cancellationToken))
            : ChangeProblems.Of(outcome);
    }

    private static async Task<IResult> ArchiveAsync(
        Guid channelId, Caller caller, IChannelAccess access, UpdateChannel updateChannel, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is not { } channel)
        {
            return Problem.NotFound;
        }

        if (channel.IsDirect)
        {
            return Problem.DirectChannel;
        }

        if (!ChannelRules.MayManage(channel, caller.AccountId))
        {
            return Problem.Forbidden("Owners, admins and the channel's creator archive it.");
        }

        if (channel.IsDefault)
        {
            return Problem.Forbidden("The channel that everyone is in is not archived.");
        }

        var outcome = await updateChannel.RunAsync(channel, new UpdateChannelRequest { Archived = true }, caller.AccountId, cancellationToken);
        return outcome is ChangeOutcome.Applied or ChangeOutcome.Unchanged or ChangeOutcome.Archived ? TypedResults.NoContent() : ChangeProblems.Of(outcome);
    }

    private static async Task<ChannelDto> ReadAsync(IChannelStore store, Caller caller, Guid channelId, CancellationToken cancellationToken)
    {
        var channel = await store.FindAsync(caller.AccountId, channelId, cancellationToken)
            ?? throw new InvalidOperationException("A channel that was changed is gone.");
        return channel.ToDto();
    }
}
