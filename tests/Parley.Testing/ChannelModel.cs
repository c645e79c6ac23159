using System.Text;
using System.Text.Json;
using Parley.Client;
using Parley.Contracts;

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
    private string _name = "";
    private string _topic = "";
    private string _purpose = "";
    private DateTimeOffset? _archivedAt;

    public ChannelModel(Guid channelId)
    {
        _channelId = channelId;
    }

    /// <summary>The seq of the last event that it shows; 0: it is empty.</summary>
    public long Head { get; private set; }

    /// <summary>All of the channel, asked of the server in pages, while nothing changes in it.</summary>
    public static async Task<ChannelModel> LoadAsync(ParleyClient client, Guid channelId)
    {
        var channel = await client.ReadChannelAsync(channelId, default);
        var model = new ChannelModel(channelId)
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
                // Only the author's client knows it, from the answer to its post; events do not tell it.
                model._messages.Add(message.Seq, message with { ClientMessageId = Guid.Empty });
            }

            if (!messages.HasNewer)
            {
                return model;
            }

            messages = await client.ReadMessagesAfterAsync(channelId, messages.Messages[^1].Seq, 7, default);
        }
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
                    Mentions = posted.Mentions,
                };
                break;
            case ChannelEventTypes.MessageEdited:
                var edited = one.AsMessageEdited()!;
                _messages[edited.MessageSeq] = _messages[edited.MessageSeq] with { Text = edited.Text, EditedAt = one.At, Mentions = edited.Mentions };
                break;
            case ChannelEventTypes.MessageDeleted:
                var seq = one.AsMessageDeleted()!.MessageSeq;
                _messages[seq] = _messages[seq] with { Text = "", DeletedAt = one.At, Mentions = null };
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
            text.Append(message with { Mentions = null }).Append(JsonSerializer.Serialize(message.Mentions, ParleyJson.Context.MessageMentions)).Append('\n');
        }

        return text.ToString();
    }

    private void Update(ChannelUpdated updated, DateTimeOffset at)
    {
        _name = updated.Name ?? _name;
        _topic = updated.Topic ?? _topic;
        _purpose = updated.Purpose ?? _purpose;
        _archivedAt = updated.Archived is { } archived ? archived ? at : null : _archivedAt;
    }
}
