using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Modules.Api;
using Parley.Modules.Channels;
using Parley.Realtime.Ports;

namespace Parley.Modules.Notifications;

/// <summary>What notifies each person: for all channels, for one, and when nothing does. <see cref="NotificationRules"/> decides by it.</summary>
public static class NotificationsModule
{
    /// <summary>Needs the port <see cref="INotificationSettingsStore"/>.</summary>
    public static void MapNotifications(this IEndpointRouteBuilder api)
    {
        api.MapGet("/me/notifications", ReadAsync).WithName("getNotifications")
            .WithSummary("What notifies the caller in channels that do not say otherwise, and when nothing does.");
        api.MapPut("/me/notifications", SetAsync).WithName("setNotifications")
            .WithSummary("Set what notifies the caller. What was set before is gone; the caller's other devices hear that it changed.")
            .Answers<NotificationSettingsDto>(200).Fails(400);
        api.MapPut("/channels/{channelId:guid}/notifications", SetInChannelAsync).WithName("setChannelNotifications")
            .WithSummary("Set what notifies the caller in a channel that they are a member of. Their other devices hear that it changed.")
            .Answers<ChannelNotificationsDto>(200).Fails(400, 403, 404);
    }

    private static async Task<Ok<NotificationSettingsDto>> ReadAsync(Caller caller, INotificationSettingsStore store, CancellationToken cancellationToken)
    {
        return TypedResults.Ok(await store.ReadAsync(caller.AccountId, cancellationToken));
    }

    private static async Task<IResult> SetAsync(
        JsonBody<NotificationSettingsDto> body, Caller caller, INotificationSettingsStore store, IHintBus bus, CancellationToken cancellationToken)
    {
        var settings = body.Value;
        if (settings.Level == NotificationLevel.Default || !Enum.IsDefined(settings.Level))
        {
            return Problem.Invalid("level", "must be 'everything', 'mentions' or 'nothing'.");
        }

        if (settings.QuietHours is { } hours && WrongFieldsOf(hours) is { Count: > 0 } errors)
        {
            return Problem.Invalid(errors);
        }

        if (await store.SetAsync(caller.AccountId, settings, cancellationToken))
        {
            Tell(bus, caller, channelId: null);
        }

        return TypedResults.Ok(await store.ReadAsync(caller.AccountId, cancellationToken));
    }

    private static async Task<IResult> SetInChannelAsync(
        Guid channelId,
        JsonBody<ChannelNotificationsDto> body,
        Caller caller,
        IChannelAccess access,
        INotificationSettingsStore store,
        IHintBus bus,
        CancellationToken cancellationToken)
    {
        if (await access.FindAsync(caller.AccountId, channelId, cancellationToken) is null)
        {
            return Problem.NotFound;
        }

        if (!Enum.IsDefined(body.Value.Level))
        {
            return Problem.Invalid("level", "must be 'default', 'everything', 'mentions' or 'nothing'.");
        }

        switch (await store.SetAsync(caller.AccountId, channelId, body.Value, cancellationToken))
        {
            case SetChannelNotificationsOutcome.Written:
                Tell(bus, caller, channelId);
                return TypedResults.Ok(body.Value);
            case SetChannelNotificationsOutcome.Unchanged:
                return TypedResults.Ok(body.Value);
            case SetChannelNotificationsOutcome.NotAMember:
                return Problem.NotAMember;
            case var other:
                throw new InvalidOperationException($"Unknown outcome {other}.");
        }
    }

    private static Dictionary<string, string> WrongFieldsOf(QuietHoursDto hours)
    {
        var errors = new Dictionary<string, string>();
        if (hours.Days.Count == 0 || hours.Days.Distinct().Count() != hours.Days.Count || !hours.Days.All(Enum.IsDefined))
        {
            errors["quietHours.days"] = "must be days from 'monday' to 'sunday', at least one, none twice.";
        }

        foreach (var (field, time) in (ReadOnlySpan<(string, string)>)[("quietHours.from", hours.From), ("quietHours.to", hours.To)])
        {
            if (QuietHours.MinuteOf(time) is null)
            {
                errors[field] = "must be a time of day from '00:00' to '23:59'.";
            }
        }

        if (!TimeZones.IsKnown(hours.TimeZone))
        {
            errors["quietHours.timeZone"] = "must be a name of the IANA database such as 'Europe/Lisbon'.";
        }

        return errors;
    }

    private static void Tell(IHintBus bus, Caller caller, Guid? channelId)
    {
        var frame = new NotificationSettingsFrame { ChannelId = channelId };
        bus.Publish(new AccountHint.Frame(caller.AccountId, JsonSerializer.SerializeToUtf8Bytes(frame, ParleyJson.Context.NotificationSettingsFrame)));
    }
}
