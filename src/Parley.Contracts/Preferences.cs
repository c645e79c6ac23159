namespace Parley.Contracts;

/// <summary>How someone wants their client to look and behave, on all of their devices. The server keeps it and uses none of it. What was never chosen has its default.</summary>
public sealed record PreferencesDto
{
    /// <summary><c>system</c> (the default), <c>light</c>, <c>dark</c> or <c>contrast</c>.</summary>
    public required string Theme { get; init; }

    /// <summary><c>comfortable</c> (the default) or <c>compact</c>.</summary>
    public required string Density { get; init; }

    /// <summary><c>small</c>, <c>medium</c> (the default), <c>large</c> or <c>largest</c>.</summary>
    public required string TextSize { get; init; }

    /// <summary><c>auto</c> (the default: as the language has it), <c>12h</c> or <c>24h</c>.</summary>
    public required string Clock { get; init; }

    /// <summary><c>auto</c> (the default: as the browser has it), or a language tag of BCP 47 such as <c>pl</c>; a client that does not speak it does as with <c>auto</c>.</summary>
    public required string Language { get; init; }

    /// <summary><c>system</c> (the default) or <c>reduced</c>.</summary>
    public required string Motion { get; init; }

    /// <summary>What sends a message: <c>enter</c> (the default; Shift+Enter begins a line) or <c>ctrl-enter</c> (Enter begins a line).</summary>
    public required string SendKey { get; init; }

    /// <summary>Whether single letters do things while a message has the focus; true is the default.</summary>
    public required bool LetterKeys { get; init; }

    /// <summary>Whether a screen reader is told of new messages in the channel on screen; true is the default.</summary>
    public required bool Announcements { get; init; }

    /// <summary>0 (the default): none; 1 (light) to 5 (dark).</summary>
    public required int SkinTone { get; init; }
}

/// <summary>The body of <c>PATCH /api/v1/me/preferences</c>: each as in <see cref="PreferencesDto"/>; what is left out stays.</summary>
public sealed record UpdatePreferencesRequest
{
    public string? Theme { get; init; }

    public string? Density { get; init; }

    public string? TextSize { get; init; }

    public string? Clock { get; init; }

    public string? Language { get; init; }

    public string? Motion { get; init; }

    public string? SendKey { get; init; }

    public bool? LetterKeys { get; init; }

    public bool? Announcements { get; init; }

    public int? SkinTone { get; init; }
}
