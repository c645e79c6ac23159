using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Jobs;
using Parley.Modules.Reactions;
using Parley.Modules.Workspaces;

namespace Parley.Modules.Statuses;

/// <summary>What people say of themselves for a while: a line with an emoji, and whether they want to be spoken to.</summary>
public static class StatusesModule
{
    /// <summary>The work of a worker. Needs the ports <see cref="IStatusStore"/> and <see cref="IWorkspaceStore"/>, and a bus.</summary>
    public static IServiceCollection AddStatusJobs(this IServiceCollection services)
    {
        services.AddAccountChanges();
        services.AddSingleton<IJobHandler, TellEndedStatus>();
        return services;
    }

    /// <summary>Needs the port <see cref="IStatusStore"/>.</summary>
    public static void MapStatuses(this IEndpointRouteBuilder api)
    {
        var me = api.MapGroup("/me");
        me.MapPut("/status", SetAsync).WithName("setStatus")
            .WithSummary("Say something of oneself beside one's name, until some time or until it is taken away. Those who see the caller hear that it changed.")
            .LimitsProfileChanges().Answers<StatusDto>(200).Fails(400, 429);
        me.MapDelete("/status", ClearAsync).WithName("clearStatus")
            .WithSummary("Say nothing more. None is no error.")
            .LimitsProfileChanges().AnswersNothing().Fails(429);
        me.MapPut("/availability", SetAvailabilityAsync).WithName("setAvailability")
            .WithSummary("Be away, or not to be disturbed, until some time or until it is changed; or as one's clients say. Those who see the caller hear that it changed.")
            .LimitsProfileChanges().Answers<AvailabilityDto>(200).Fails(400, 429);
    }

    private static async Task<IResult> SetAsync(
        JsonBody<StatusDto> body, Caller caller, IStatusStore store, AccountChanges changes, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var asked = body.Value;
        var emoji = string.IsNullOrEmpty(asked.Emoji) ? null : Emoji.Find(asked.Emoji);
        if (WrongFieldsOf(asked, emoji, now) is { Count: > 0 } errors)
        {
            return Problem.Invalid(errors);
        }

        var status = new StatusDto { Emoji = emoji, Text = asked.Text.Trim(), EndsAt = ToMilliseconds(asked.EndsAt) };
        if (await store.SetStatusAsync(caller.AccountId, status, now, cancellationToken))
        {
            await changes.AnnounceAsync(caller.AccountId, cancellationToken);
        }

        return TypedResults.Ok(status);
    }

    private static async Task<NoContent> ClearAsync(Caller caller, IStatusStore store, AccountChanges changes, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await store.SetStatusAsync(caller.AccountId, status: null, time.GetUtcNow(), cancellationToken))
        {
            await changes.AnnounceAsync(caller.AccountId, cancellationToken);
        }

        return TypedResults.NoContent();
    }

    private static async Task<IResult> SetAvailabilityAsync(
        JsonBody<AvailabilityDto> body, Caller caller, IStatusStore store, AccountChanges changes, TimeProvider time, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (mode, endsAt) = (body.Value.Mode, ToMilliseconds(body.Value.EndsAt));
        if (!Enum.IsDefined(mode))
        {
            return Problem.Invalid("mode", "must be 'automatic', 'away' or 'do-not-disturb'.");
        }

        if (mode == Availability.Automatic ? endsAt is not null : endsAt <= now)
        {
            return Problem.Invalid("endsAt", mode == Availability.Automatic ? "must be left out: it is automatic until it is changed." : "must be in the future.");
        }

        var availability = new AvailabilityDto { Mode = mode, EndsAt = endsAt };
        if (await store.SetAvailabilityAsync(caller.AccountId, availability, now, cancellationToken))
        {
            await changes.AnnounceAsync(caller.AccountId, cancellationToken);
        }

        return TypedResults.Ok(availability);
    }

    private static Dictionary<string, string> WrongFieldsOf(StatusDto asked, string? emoji, DateTimeOffset now)
    {
        var errors = new Dictionary<string, string>();
        if (emoji is null && !string.IsNullOrEmpty(asked.Emoji))
        {
            errors["emoji"] = "must be one emoji of Unicode.";
        }

        if (TextRules.Line(asked.Text, Limits.StatusCharacters, mayBeEmpty: !string.IsNullOrEmpty(asked.Emoji)) is { } error)
        {
            errors["text"] = error;
        }

        if (asked.EndsAt <= now)
        {
            errors["endsAt"] = "must be in the future.";
        }

        return errors;
    }

    /// <summary>As times are stored and written.</summary>
    private static DateTimeOffset? ToMilliseconds(DateTimeOffset? time)
    {
        return time is { } some ? DateTimeOffset.FromUnixTimeMilliseconds(some.ToUnixTimeMilliseconds()) : null;
    }
}
