using Parley.Client;
using Parley.Contracts;

namespace Parley.Cli.Verify;

/// <summary>A message as a client has it that applied every event of the channel.</summary>
/// <param name="AuthorId">Who posted it.</param>
/// <param name="Text">Empty: it is deleted.</param>
/// <param name="IsEdited">Whether it was changed.</param>
/// <param name="IsDeleted">Whether it is gone.</param>
/// <param name="Reactions">Each emoji in the order in which it came, with how many and who, as text that two of them are compared by.</param>
internal sealed record ReplayedMessage(Guid AuthorId, string Text, bool IsEdited, bool IsDeleted, string Reactions)
{
    /// <summary>As the server gives it.</summary>
    public static ReplayedMessage Of(MessageDto message)
    {
        var reactions = (message.Reactions ?? []).Select(reaction => Name(reaction.Emoji, reaction.Count, reaction.AccountIds));
        return new ReplayedMessage(message.AuthorId, message.Text, message.EditedAt is not null, message.DeletedAt is not null, string.Join("; ", reactions));
    }

    /// <returns>By their seqs.</returns>
    public static Dictionary<long, ReplayedMessage> AllOf(IReadOnlyList<ChannelEventDto> events)
    {
        var messages = new Dictionary<long, Replay>();
        foreach (var stored in events)
        {
            if (stored.AsMessagePosted() is { } posted)
            {
                messages[stored.Seq] = new Replay(stored.ActorId, posted.Text);
            }
            else if (stored.AsMessageEdited() is { } edited && messages.TryGetValue(edited.MessageSeq, out var message))
            {
                message.Edit(edited.Text);
            }
            else if (stored.AsMessageDeleted() is { } deleted && messages.TryGetValue(deleted.MessageSeq, out message))
            {
                message.Delete();
            }
            else if (stored.AsReactionAdded() is { } added && messages.TryGetValue(added.MessageSeq, out message))
            {
                message.React(added.Emoji, stored.ActorId);
            }
            else if (stored.AsReactionRemoved() is { } removed && messages.TryGetValue(removed.MessageSeq, out message))
            {
                message.TakeBack(removed.Emoji, stored.ActorId);
            }
        }

        return messages.ToDictionary(message => message.Key, message => message.Value.Result());
    }

    private static string Name(string emoji, int count, IEnumerable<Guid> accounts)
    {
        return $"{emoji} {count} {string.Join(',', accounts)}";
    }

    private sealed class Replay(Guid authorId, string text)
    {
        private readonly List<(string Emoji, List<Guid> Accounts)> _reactions = [];
        private string _text = text;
        private bool _isEdited;
        private bool _isDeleted;

        public void Edit(string text)
        {
            _text = text;
            _isEdited = true;
        }

        public void Delete()
        {
            _text = "";
            _isDeleted = true;
            _reactions.Clear();
        }

        public void React(string emoji, Guid accountId)
        {
            var place = _reactions.FindIndex(reaction => reaction.Emoji == emoji);
            if (place < 0)
            {
                _reactions.Add((emoji, [accountId]));
            }
            else
            {
                // Twice in the log would be twice here, and once on the server.
                _reactions[place].Accounts.Add(accountId);
            }
        }

        public void TakeBack(string emoji, Guid accountId)
        {
            var place = _reactions.FindIndex(reaction => reaction.Emoji == emoji);
            if (place >= 0 && _reactions[place].Accounts.Remove(accountId) && _reactions[place].Accounts.Count == 0)
            {
                _reactions.RemoveAt(place);
            }
        }

        public ReplayedMessage Result()
        {
            var reactions = _reactions.Select(reaction => Name(reaction.Emoji, reaction.Accounts.Count, reaction.Accounts.Take(Limits.ReactionAccounts)));
            return new ReplayedMessage(authorId, _text, _isEdited, _isDeleted, string.Join("; ", reactions));
        }
    }
}
