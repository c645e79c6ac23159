using System.Text.Json;
using Parley.Cli.Verify;
using Parley.Contracts;

namespace Parley.Cli.Tests.Verify;

/// <summary>A history made by hand: two channels, a listener, and a server that behaved. Tests bend one thing in it.</summary>
internal sealed class Story
{
    public static readonly Guid Kitchen = new("01900000-0000-7000-8000-000000000001");
    public static readonly Guid Ana = new("01900000-0000-7000-8000-0000000000aa");
    public static readonly Guid Bo = new("01900000-0000-7000-8000-0000000000bb");
    private static readonly DateTimeOffset At = new(2026, 11, 22, 17, 0, 0, TimeSpan.Zero);

    public List<JournalEntry> Journal { get; } = [];

    public List<ChannelEventDto> Events { get; } = [];

    public List<MessageDto> Messages { get; } = [];

    public long Head { get; set; }

    /// <summary>Created, joined, five messages of which one is edited and one deleted; the listener is there from seq 2 on and reconnects once.</summary>
    public static Story Good()
    {
        var story = new Story();
        story.Happen("channel.created", """{"visibility":"public","name":"kitchen","topic":"","purpose":""}""");
        story.Happen("member.joined", $$"""{"accountId":"{{Ana}}"}""");
        story.Journal.Add(new RunStarted(Ana, [Kitchen], At));
        story.Journal.Add(new Listening("bo", Ana, new Dictionary<Guid, long> { [Kitchen] = 2 }));
        story.Post(1);
        story.Post(2);
        story.Edit(3, "better");
        story.Journal.Add(new Reconnected("bo", [Kitchen]));
        story.Post(3);
        story.Delete(4);
        story.Journal.Add(new ListenerStopped("bo", new Dictionary<Guid, long> { [Kitchen] = story.Head }, Repeats: 0, Gaps: 0));
        return story;
    }

    public static Guid IdOf(int message)
    {
        return new Guid(message, 0, 0, new byte[8]);
    }

    public ChannelHistory Channel => new() { Head = Head, Events = Events, Messages = Messages };

    public History Whole => new() { Journal = Journal, Channels = new Dictionary<Guid, ChannelHistory> { [Kitchen] = Channel } };

    public IReadOnlyList<Property> Check()
    {
        return Checker.Check(Whole);
    }

    public void Post(int message, bool isHeard = true)
    {
        var text = $"message {message}";
        Happen("message.posted", $$"""{"text":"{{text}}"}""", isHeard);
        Messages.Add(new MessageDto { ChannelId = Kitchen, Seq = Head, AuthorId = Ana, Text = text, PostedAt = At, ClientMessageId = IdOf(message) });
        Journal.Add(new Acknowledged(Kitchen, Head, IdOf(message), History.Sha256Of(text)));
    }

    /// <summary>The listener leaves.</summary>
    public void Leave(bool isHeard = true)
    {
        Happen("member.left", $$"""{"accountId":"{{Ana}}"}""", isHeard);
    }

    public void Join()
    {
        Happen("member.joined", $$"""{"accountId":"{{Ana}}"}""");
    }

    /// <summary>The listener gets the event as it is.</summary>
    public void Hear(long seq)
    {
        var stored = Events[(int)seq - 1];
        Journal.Add(new Heard("bo", Kitchen, seq, stored.Type, History.Sha256OfPosted(stored)));
    }

    /// <summary>Takes the text out of the event, as deleting the message does.</summary>
    public void EmptyEvent(int seq)
    {
        Events[seq - 1] = Events[seq - 1] with { Data = JsonDocument.Parse("""{"text":""}""").RootElement };
    }

    public void React(long messageSeq, string emoji, Guid accountId)
    {
        Happen("reaction.added", $$"""{"messageSeq":{{messageSeq}},"emoji":"{{emoji}}"}""", actorId: accountId);
    }

    public void TakeBack(long messageSeq, string emoji, Guid accountId)
    {
        Happen("reaction.removed", $$"""{"messageSeq":{{messageSeq}},"emoji":"{{emoji}}"}""", actorId: accountId);
    }

    /// <summary>The server says that this is on the message.</summary>
    public void Show(long messageSeq, params (string Emoji, Guid[] Accounts)[] reactions)
    {
        Replace(messageSeq, message => message with
        {
            Reactions = [.. reactions.Select(one => new ReactionDto { Emoji = one.Emoji, Count = one.Accounts.Length, IsMine = false, AccountIds = one.Accounts })],
        });
    }

    /// <summary>The server says at the end how much Bo has not read.</summary>
    public void SayUnread(long readSeq, int unread)
    {
        Journal.Add(new UnreadSaid(Bo, Kitchen, readSeq, unread));
    }

    private void Edit(long messageSeq, string text)
    {
        Happen("message.edited", $$"""{"messageSeq":{{messageSeq}},"text":"{{text}}"}""");
        Replace(messageSeq, message => message with { Text = text, EditedAt = At });
    }

    private void Delete(long messageSeq)
    {
        Happen("message.deleted", $$"""{"messageSeq":{{messageSeq}}}""");
        Replace(messageSeq, message => message with { Text = "", DeletedAt = At });
    }

    public void Replace(long messageSeq, Func<MessageDto, MessageDto> change)
    {
        var place = Messages.FindIndex(message => message.Seq == messageSeq);
        Messages[place] = change(Messages[place]);
    }

    public void ReplaceEntry<TEntry>(Predicate<TEntry> which, Func<TEntry, JournalEntry?> change)
        where TEntry : JournalEntry
    {
        var place = Journal.FindIndex(entry => entry is TEntry typed && which(typed));
        var changed = change((TEntry)Journal[place]);
        Journal.RemoveAt(place);
        if (changed is not null)
        {
            Journal.Insert(place, changed);
        }
    }

    private void Happen(string type, string data, bool isHeard = true, Guid? actorId = null)
    {
        Head++;
        Events.Add(new ChannelEventDto { Type = type, ChannelId = Kitchen, Seq = Head, At = At, ActorId = actorId ?? Ana, Data = JsonDocument.Parse(data).RootElement });
        if (Head > 2 && isHeard)
        {
            Hear(Head);
        }
    }
}
