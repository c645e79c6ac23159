using System.Text.Json;
using System.Text.RegularExpressions;
using Parley.Contracts;

namespace Parley.Modules.Accounts;

/// <summary>What an account's clients remember on all of its devices.</summary>
public static partial class Preferences
{
    private static readonly string[] Themes = ["system", "light", "dark", "contrast"];
    private static readonly string[] Densities = ["comfortable", "compact"];
    private static readonly string[] TextSizes = ["small", "medium", "large", "largest"];
    private static readonly string[] Clocks = ["auto", "12h", "24h"];
    private static readonly string[] Motions = ["system", "reduced"];
    private static readonly string[] SendKeys = ["enter", "ctrl-enter"];

    private const int SkinTones = 5;

    /// <returns>Field to what would be right; empty: all is.</returns>
    public static Dictionary<string, string> WrongFieldsOf(UpdatePreferencesRequest change)
    {
        var errors = new Dictionary<string, string>();
        Check("theme", change.Theme, Themes);
        Check("density", change.Density, Densities);
        Check("textSize", change.TextSize, TextSizes);
        Check("clock", change.Clock, Clocks);
        Check("motion", change.Motion, Motions);
        Check("sendKey", change.SendKey, SendKeys);
        if (change.Language is { } language && !(language.Length <= Limits.LanguageCharacters && LanguageTag().IsMatch(language)))
        {
            errors["language"] = "must be 'auto' or a language tag such as 'pl'.";
        }

        if (change.SkinTone is < 0 or > SkinTones)
        {
            errors["skinTone"] = $"must be a number from 0 to {SkinTones}.";
        }

        return errors;

        void Check(string field, string? value, string[] allowed)
        {
            if (value is not null && !allowed.Contains(value, StringComparer.Ordinal))
            {
                errors[field] = $"must be one of {string.Join(", ", allowed)}.";
            }
        }
    }

    /// <summary>What was chosen, with the change.</summary>
    public static UpdatePreferencesRequest With(UpdatePreferencesRequest known, UpdatePreferencesRequest change)
    {
        return new UpdatePreferencesRequest
        {
            Theme = change.Theme ?? known.Theme,
            Density = change.Density ?? known.Density,
            TextSize = change.TextSize ?? known.TextSize,
            Clock = change.Clock ?? known.Clock,
            Language = change.Language ?? known.Language,
            Motion = change.Motion ?? known.Motion,
            SendKey = change.SendKey ?? known.SendKey,
            LetterKeys = change.LetterKeys ?? known.LetterKeys,
            Announcements = change.Announcements ?? known.Announcements,
            SkinTone = change.SkinTone ?? known.SkinTone,
        };
    }

    /// <summary>With the defaults of what was never chosen.</summary>
    public static PreferencesDto Whole(UpdatePreferencesRequest chosen)
    {
        return new PreferencesDto
        {
            Theme = chosen.Theme ?? "system",
            Density = chosen.Density ?? "comfortable",
            TextSize = chosen.TextSize ?? "medium",
            Clock = chosen.Clock ?? "auto",
            Language = chosen.Language ?? "auto",
            Motion = chosen.Motion ?? "system",
            SendKey = chosen.SendKey ?? "enter",
            LetterKeys = chosen.LetterKeys ?? true,
            Announcements = chosen.Announcements ?? true,
            SkinTone = chosen.SkinTone ?? 0,
        };
    }

    /// <summary>As the database has them: another preference is no migration.</summary>
    /// <param name="stored">Empty: nothing was ever chosen.</param>
    public static UpdatePreferencesRequest Read(string stored)
    {
        return stored.Length == 0 ? new UpdatePreferencesRequest() : JsonSerializer.Deserialize(stored, ParleyJson.Context.UpdatePreferencesRequest)!;
    }

    public static string Write(UpdatePreferencesRequest chosen)
    {
        return JsonSerializer.Serialize(chosen, ParleyJson.Context.UpdatePreferencesRequest);
    }

    [GeneratedRegex(@"\A[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LanguageTag();
}
