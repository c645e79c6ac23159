using Parley.Contracts;
using Parley.Modules.Api;
using Parley.Modules.Channels.Log;

namespace Parley.Modules.Channels;

/// <summary>The answer to a change that did not happen.</summary>
public static class ChangeProblems
{
    public static Problem Of(ChangeOutcome outcome)
    {
        return outcome switch
        {
            ChangeOutcome.NoSuchChannel or ChangeOutcome.NoSuchMessage => Problem.NotFound,
            ChangeOutcome.NotAMember => Problem.NotAMember,
            ChangeOutcome.Archived => Problem.ChannelArchived,
            ChangeOutcome.NotTheAuthor => Problem.Forbidden("Only its author changes a message; owners and admins may delete it."),
            ChangeOutcome.Deleted => Problem.MessageDeleted,
            ChangeOutcome.TooManyReactions => TooManyReactions,
            ChangeOutcome.TooManyPins => TooManyPins,
            ChangeOutcome.NameTaken => NameTaken,
            ChangeOutcome.NotInWorkspace => Problem.Invalid("accountId", "must be a member of the workspace."),
            _ => throw new InvalidOperationException($"{outcome} is no problem."),
        };
    }

    private static readonly Problem TooManyPins = Problem.Conflict(
        ErrorCodes.LimitReached, "The channel has enough pins", $"At most {Limits.PinnedMessages} messages of a channel are pinned. Unpin one first.");

    private static readonly Problem TooManyReactions = Problem.Conflict(
        ErrorCodes.LimitReached, "The message has enough emoji", $"A message has at most {Limits.ReactionEmoji} different ones. Add to one that is there.");

    public static Problem NameTaken { get; } = Problem.Conflict(
        ErrorCodes.ChannelNameTaken, "The name is taken", "The workspace has a channel of this name, perhaps an archived or private one. Choose another.");
}
