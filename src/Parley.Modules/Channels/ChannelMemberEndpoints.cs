using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Channels.Log;

namespace Parley.Modules.Channels;

internal static class ChannelMemberEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var members = api.MapGroup("/channels/{channelId:guid}/members");
        members.MapGet("", ListAsync).WithName("listChannelMembers")
            .WithSummary("The members of a channel in order of username.")
            .Answers<ChannelMemberPage>(200).Fails(400, 404);
        members.MapPut("/me", JoinAsync).WithName("joinChannel")
            .WithSummary("Join a public channel. Being in it already is no error.")
            .AnswersNothing().Fails(403, 404, 409);
        members.MapPut("/{accountId:guid}", AddAsync).WithName("addChannelMember")
            .WithSummary("Add a member of the workspace to a channel.")
            .AnswersNothing().Fails(400, 403, 404, 409);
        members.MapDelete("/me", LeaveAsync).WithName("leaveChannel")
            .WithSummary("Leave a channel.")
            .AnswersNothing().Fails(404, 409);
        members.MapDelete("/{accountId:guid}", RemoveAsync).WithName("removeChannelMember")
            .WithSummary("Remove a member from a channel.")
            .AnswersNothing().Fails(403, 404, 409);
    }

    private static async Task<IResult> ListAsync(
        Guid channelId, string? cursor, int? limit, Caller caller, IChannelAccess access, IChannelStore store, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        if (Page.Parse(cursor, limit) is not { } page)
        {
            return Page.Invalid;
        }

        var members = await store.ListMembersAsync(channelId, page.After, page.Limit + 1, cancellationToken);
        var next = page.NextCursor(members, member => member.Username);
        return TypedResults.Ok(new ChannelMemberPage { Members = members, Cursor = next });
    }

    private static Task<IResult> JoinAsync(Guid channelId, Caller caller, IChannelAccess access, ChannelMembers members, CancellationToken cancellationToken)
    {
        return AddAsync(channelId, caller.AccountId, caller, access, members, cancellationToken);
    }

    private static async Task<IResult> AddAsync(
        Guid channelId, Guid accountId, Caller caller, IChannelAccess access, ChannelMembers members, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is not { } channel)
        {
            return Problem.NotFound;
        }

        var isJoining = accountId == caller.AccountId;
        if (isJoining && channel.IsMember)
        {
            return TypedResults.NoContent();
        }

        if (channel.IsDirect)
        {
            return Problem.DirectChannel;
        }

        if (isJoining ? !ChannelRules.MayJoin(channel) : !ChannelRules.MayAddOthers(channel))
        {
            return channel.IsMember ? Problem.Forbidden("Guests add nobody.") : Problem.NotAMember;
        }

        return ToResult(await members.AddAsync(channelId, accountId, caller.AccountId, cancellationToken));
    }

    private static Task<IResult> LeaveAsync(Guid channelId, Caller caller, IChannelAccess access, ChannelMembers members, CancellationToken cancellationToken)
    {
        return RemoveAsync(channelId, caller.AccountId, caller, access, members, cancellationToken);
    }

    private static async Task<IResult> RemoveAsync(
        Guid channelId, Guid accountId, Caller caller, IChannelAccess access, ChannelMembers members, CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is not { } channel)
        {
            return Problem.NotFound;
        }

        if (channel.IsDirect)
        {
            return Problem.DirectChannel;
        }

        if (accountId != caller.AccountId && !ChannelRules.MayRemoveOthers(channel))
        {
            return channel.IsMember ? Problem.Forbidden("Owners and admins remove members of a channel.") : Problem.NotAMember;
        }

        return ToResult(await members.RemoveAsync(channelId, accountId, caller.AccountId, cancellationToken));
    }

    private static IResult ToResult(ChangeOutcome outcome)
    {
        return outcome is ChangeOutcome.Applied or ChangeOutcome.Unchanged ? TypedResults.NoContent() : ChangeProblems.Of(outcome);
    }
}
