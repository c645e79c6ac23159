using System.Globalization;
using Parley.Contracts;

namespace Parley.Modules.Notifications;

/// <summary>Whether a moment is in someone's quiet hours. They are by the clock on the wall: on the night in which it is put forward or back they are shorter or longer.</summary>
public static class QuietHours
{
    private const int MinutesOfHour = 60;

    /// <summary>A day on which hours from 22:00 to 07:00 begin is quiet from 22:00 on, and the day after it until 07:00; from and to alike are a whole day.</summary>
    public static bool Hold(QuietHoursDto hours, DateTimeOffset now)
    {
        var (from, to) = (MinuteOf(hours.From)!.Value, MinuteOf(hours.To)!.Value);
        var local = TimeZoneInfo.ConvertTime(now, ZoneOf(hours.TimeZone));
        var minute = (local.Hour * MinutesOfHour) + local.Minute;
        var today = (Weekday)local.DayOfWeek;
        var yesterday = (Weekday)local.AddDays(-1).DayOfWeek;
        return from < to
            ? hours.Days.Contains(today) && minute >= from && minute < to
            : (hours.Days.Contains(today) && minute >= from) || (hours.Days.Contains(yesterday) && minute < to);
    }

    /// <param name="time">As <c>HH:mm</c>.</param>
    /// <returns>Of the day; null: it is no time.</returns>
    public static int? MinuteOf(string time)
    {
        return TimeOnly.TryParseExact(time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var some) ? (some.Hour * MinutesOfHour) + some.Minute : null;
    }

    public static string TextOf(int minute)
    {
        return $"{minute / MinutesOfHour:00}:{minute % MinutesOfHour:00}";
    }

    // A node without the database of time zones took the name on trust, and knows UTC alone.
    private static TimeZoneInfo ZoneOf(string name)
    {
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
    }
}
