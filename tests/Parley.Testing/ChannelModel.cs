using System.Text;
using System.Text.Json;
using Parley.Client;
using Parley.Contracts;
using Xunit;

namespace Parley.Testing;

/// <summary>
/// What a client knows of a channel: loaded fresh, or kept up by applying events. Two models of the same channel at the same head print the same
/// text, whichever way they came about.
/// </summary>
public sealed class ChannelModel
{
    private readonly SortedSet<Guid> _members = [];
    private readonly SortedDictionary<long, MessageDto> _messages = [];
    private readonly Guid _channelId;
    private readonly Guid _viewerId;
    private string _name = "";
    private string _topic = "";
    private string _purpose = "";
    private DateTimeOffset? _archivedAt;

    /// <param name="channelId">Of which channel.</param>
    /// <param name="viewerId">Whose client it is.</param>
    public ChannelModel(Guid channelId, Guid viewerId)
    {
        _channelId = channelId;
        _viewerId = viewerId;
    }

    /// <summary>The seq of the last event that it shows; 0: it is empty.</summary>
    public long Head { get; private set; }

    /// <summary>All of the channel, asked of the server in pages, while nothing changes in it.</summary>
    public static async Task<ChannelModel> LoadAsync(ParleyClient client, Guid channelId, Guid viewerId)
    {
        var channel = await client.ReadChannelAsync(channelId, default);
        var model = new ChannelModel(channelId, viewerId)
        {
            Head = channel.Head,
            _name = channel.Name,
            _topic = channel.Topic,
            _purpose = channel.Purpose,
            _archivedAt = channel.ArchivedAt,
        };
        string? cursor = null;
        do
        {
            var page = await client.ReadChannelMembersAsync(channelId, cursor, 3, default);
            model._members.UnionWith(page.Members.Select(member => member.AccountId));
            cursor = page.Cursor;
        }
        while (cursor is not null);

        var messages = await client.ReadMessagesAfterAsync(channelId, 0, 7, default);
        while (true)
        {
            foreach (var message in messages.Messages)
            {
                model.Add(message);
                await model.LoadThreadAsync(client, message);
            }

            if (!messages.HasNewer)
            {
                return model;
            }

            messages = await client.ReadMessagesAfterAsync(channelId, messages.Messages[^1].Seq, 7, default);
        }
    }

    private async Task LoadThreadAsync(ParleyClient client, MessageDto message)
    {
        var after = 0L;
        for (var hasNewer = message.Thread is not null; hasNewer;)
        {
            var page = await client.ReadThreadAfterAsync(_channelId, message.Seq, after, 2, default);
            foreach (var reply in page.Messages)
            {
                Add(reply);
                after = reply.Seq;
            }

            hasNewer = page.HasNewer;
        }
    }

    private void Add(MessageDto message)
    {
        // Only the author's client knows it, from the answer to its post; events do not tell it.
        _messages[message.Seq] = message with { ClientMessageId = Guid.Empty };
    }

    public void Apply(ChannelEventDto one)
    {
        if (one.ChannelId != _channelId || one.Seq != Head + 1)
        {
            throw new InvalidOperationException($"Event {one.Seq} of {one.ChannelId} does not follow {Head} of {_channelId}.");
        }

        Head = one.Seq;
        switch (one.Type)
        {
            case ChannelEventTypes.ChannelCreated:
                var created = one.AsChannelCreated()!;
                (_name, _topic, _purpose) = (created.Name, created.Topic, created.Purpose);
                break;
            case ChannelEventTypes.ChannelUpdated:
                Update(one.AsChannelUpdated()!, one.At);
                break;
            case ChannelEventTypes.MemberJoined:
                _members.Add(one.AsMemberJoined()!.AccountId);
                break;
            case ChannelEventTypes.MemberLeft:
                _members.Remove(one.AsMemberLeft()!.AccountId);
                break;
            case ChannelEventTypes.MessagePosted:
                var posted = one.AsMessagePosted()!;
                _messages[one.Seq] = new MessageDto
                {
                    ChannelId = one.ChannelId,
                    Seq = one.Seq,
                    AuthorId = one.ActorId,
                    Text = posted.Text,
                    PostedAt = one.At,
                    ClientMessageId = Guid.Empty,
                    ThreadSeq = posted.ThreadSeq,
                    AlsoInChannel = posted.AlsoInChannel,
                    Mentions = posted.Mentions,
                };
                if (posted.ThreadSeq is { } root)
                {
                    Assert.Equal(_messages[root].AuthorId, posted.RootAuthorId);
                    _messages[root] = _messages[root] with { Thread = RepliedTo(_messages[root].Thread, one) };
                }

                break;
            case ChannelEventTypes.MessageEdited:
                var edited = one.AsMessageEdited()!;
                var hasLinks = edited.Text.Contains("://", StringComparison.Ordinal);
                var before = _messages[edited.MessageSeq];
                _messages[edited.MessageSeq] = before with { Text = edited.Text, EditedAt = one.At, Mentions = edited.Mentions, Previews = hasLinks ? before.Previews : null };
                break;
            case ChannelEventTypes.MessageDeleted:
                var deleted = one.AsMessageDeleted()!;
                var message = _messages[deleted.MessageSeq];
                Assert.Equal((message.ThreadSeq, message.AlsoInChannel), (deleted.ThreadSeq, deleted.AlsoInChannel));
                _messages[message.Seq] = message with { Text = "", DeletedAt = one.At, Mentions = null, Previews = null, Reactions = null, ReactionsSeq = null, PinnedBy = null, PinnedAt = null };
                if (deleted.ThreadSeq is { } thread)
                {
                    var summary = _messages[thread].Thread!;
                    _messages[thread] = _messages[thread] with { Thread = summary with { ReplyCount = summary.ReplyCount - 1 } };
                }

                break;
            case ChannelEventTypes.MessagePreviewsChanged:
                var previews = one.AsMessagePreviewsChanged()!;
                _messages[previews.MessageSeq] = _messages[previews.MessageSeq] with { Previews = previews.Previews.Count == 0 ? null : previews.Previews };
                break;
            case ChannelEventTypes.MessagePinned:
                Pin(one.AsMessagePinned()!.MessageSeq, one.ActorId, one.At);
                break;
            case ChannelEventTypes.MessageUnpinned:
                Pin(one.AsMessageUnpinned()!.MessageSeq, by: null, at: null);
                break;
            case ChannelEventTypes.ReactionAdded:
                var added = one.AsReactionAdded()!;
                React(added.MessageSeq, one, reactions => reactions.With(added.Emoji, one.ActorId, _viewerId));
                break;
            case ChannelEventTypes.ReactionRemoved:
                var removed = one.AsReactionRemoved()!;
                React(removed.MessageSeq, one, reactions => reactions.Without(removed.Emoji, one.ActorId, _viewerId));
                break;
            default:
                throw new InvalidOperationException($"This model does not know {one.Type}.");
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder($"{Head} '{_name}' '{_topic}' '{_purpose}' archived {_archivedAt:O}\nmembers {string.Join(' ', _members)}\n");
        foreach (var message in _messages.Values)
        {
            // A record prints its lists by the name of their type.
            text.Append(message with { Thread = null, Reactions = null, Mentions = null, Previews = null })
                .Append(Describe(message.Thread))
                .Append(' ')
                .AppendJoin(' ', (message.Reactions ?? []).Select(ReactionModel.Print))
                .Append(JsonSerializer.Serialize(message.Mentions, ParleyJson.Context.MessageMentions))
                .Append(JsonSerializer.Serialize(message.Previews ?? [], ParleyJson.Context.IReadOnlyListLinkPreviewDto))
                .Append('\n');
        }

        return text.ToString();
    }

    private static ThreadSummaryDto RepliedTo(ThreadSummaryDto? thread, ChannelEventDto reply)
    {
        return new ThreadSummaryDto
        {
            ReplyCount = (thread?.ReplyCount ?? 0) + 1,
            LastReplySeq = reply.Seq,
            LastReplyAt = reply.At,
            Repliers = [.. (thread?.Repliers ?? []).Append(reply.ActorId).Distinct().Take(Limits.ThreadRepliers)],
        };
    }

    private static string Describe(ThreadSummaryDto? thread)
    {
        return thread is null ? "" : $" {thread.ReplyCount} replies, {thread.LastReplySeq} of {thread.LastReplyAt:O} by {string.Join(' ', thread.Repliers)}";
    }

    private void Pin(long messageSeq, Guid? by, DateTimeOffset? at)
    {
        if (_messages[messageSeq] is { DeletedAt: null } message)
        {
            _messages[messageSeq] = message with { PinnedBy = by, PinnedAt = at };
        }
    }

    private void React(long messageSeq, ChannelEventDto one, Func<IReadOnlyList<ReactionDto>, IReadOnlyList<ReactionDto>> change)
    {
        var message = _messages[messageSeq];

        // What resume tells of a message that is deleted by now: it has lost them.
        if (message.DeletedAt is null)
        {
            var reactions = change(message.Reactions ?? []);
            _messages[messageSeq] = message with { Reactions = reactions.Count == 0 ? null : reactions, ReactionsSeq = one.Seq };
        }
    }

    private void Update(ChannelUpdated updated, DateTimeOffset at)
    {
        _name = updated.Name ?? _name;
        _topic = updated.Topic ?? _topic;
        _purpose = updated.Purpose ?? _purpose;
        _archivedAt = updated.Archived is { } archived ? archived ? at : null : _archivedAt;
    }
}
