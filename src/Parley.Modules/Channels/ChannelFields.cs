using Parley.Contracts;
using Parley.Modules.Api;

namespace Parley.Modules.Channels;

/// <summary>What a channel's name, topic and purpose may be.</summary>
internal static class ChannelFields
{
    /// <returns>Field to what would be right; empty when all is fine.</returns>
    public static Dictionary<string, string> Check(string? name, string? topic, string? purpose)
    {
        var errors = new Dictionary<string, string>();
        if (name is not null && TextRules.Word(name, Limits.ChannelNameCharacters) is { } nameError)
        {
            errors["name"] = nameError;
        }

        if (topic is not null && TextRules.Line(topic, Limits.ChannelTopicCharacters, mayBeEmpty: true) is { } topicError)
        {
            errors["topic"] = topicError;
        }

        if (purpose is not null && TextRules.Paragraphs(purpose, Limits.ChannelPurposeCharacters) is { } purposeError)
        {
            errors["purpose"] = purposeError;
        }

        return errors;
    }
}
