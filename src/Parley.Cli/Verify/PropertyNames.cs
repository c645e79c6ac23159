namespace Parley.Cli.Verify;

/// <summary>What the checker looks at, in words.</summary>
internal static class PropertyNames
{
    public const string Kept = "acknowledged messages are kept, each once, with the same seq and text";
    public const string Dense = "every log is 1, 2, 3, ... up to its head";
    public const string NotDoubled = "no message is there twice";
    public const string TheirEvents = "messages are what their events make of them";
    public const string Counted = "unread counts are what a recount of the messages gives";
    public const string HeardOnce = "every listener got each event once and in order, or was told to reload";
    public const string HeardTrue = "what listeners got is what the log says";
    public const string OnlyMembers = "nobody got an event from a time when they were no member, or read a private channel after their removal";
    public const string Unmended = "no event stream repeated or skipped an event that the client had to mend";
    public const string Answered = "every post was acknowledged in the end, by the client's own repeats at the latest";
    public const string NodesEnded = "no node ended by itself, and each that was asked to ended in time and with 0";
}
