using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Messages;

/// <summary>What a message's text may be: any Unicode but U+0000, which PostgreSQL cannot store as text.</summary>
public static class MessageText
{
    public static Problem Empty { get; } = Problem.Create(400, ErrorCodes.MessageEmpty, "The message is empty", "A message needs text besides white space.");

    private static readonly Problem HasNul = Problem.Invalid("text", "must not hold the character U+0000.");

    /// <param name="text">As it came.</param>
    /// <param name="mayBeEmpty">Whether the message has something else to say.</param>
    /// <returns>null when the text will do.</returns>
    public static Problem? Check(string text, bool mayBeEmpty = false)
    {
        if (!mayBeEmpty && string.IsNullOrWhiteSpace(text))
        {
            return Empty;
        }

        if (CountCharacters(text) is var characters && characters > Limits.MessageCharacters)
        {
            return Problem.Create(
                400, ErrorCodes.MessageTooLong, "The message is too long", $"A message has at most {Limits.MessageCharacters} characters; this has {characters}.");
        }

        return text.Contains('\0') ? HasNul : null;
    }

    /// <summary>Unicode code points: a pair of surrogates is one.</summary>
    private static int CountCharacters(string text)
    {
        var characters = text.Length;
        foreach (var unit in text)
        {
            if (char.IsLowSurrogate(unit))
            {
                characters--;
            }
        }

        return characters;
    }
}
