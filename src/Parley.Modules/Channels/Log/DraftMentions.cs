using Parley.Contracts;

namespace Parley.Modules.Channels.Log;

/// <summary>Whom a message calls, ready to be stored with it.</summary>
/// <param name="Wire">As events and answers say it.</param>
/// <param name="Json">The same, in JSON: what the message's row keeps.</param>
/// <param name="MentionedIds">A row each: the accounts that are called by name or were online, and the workspace where everyone in the channel is called.</param>
public sealed record DraftMentions(MessageMentions Wire, string Json, IReadOnlyList<Guid> MentionedIds)
{
    /// <summary>Whether it calls the account by name: by that, and not with everyone, a reply makes people follow its thread.</summary>
    public bool Names(Guid accountId)
    {
        return Wire.AccountIds?.Contains(accountId) ?? false;
    }
}
