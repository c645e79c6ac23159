using Parley.Cli.Verify;

namespace Parley.Cli.Tests.Verify;

public sealed class CheckerTests
{
    private const string Kept = "acknowledged messages are kept, each once, with the same seq and text";
    private const string Dense = "every log is 1, 2, 3, ... up to its head";
    private const string Doubled = "no client message id is there twice";
    private const string TheirEvents = "messages are what their events make of them";
    private const string HeardOnce = "every listener got each event once and in order, or was told to reload";
    private const string HeardTrue = "what listeners got is what the log says";
    private const string Unmended = "no event stream repeated or skipped an event that the client had to mend";

    [Fact]
    public void A_server_that_keeps_its_promises_passes()
    {
        var properties = Story.Good().Check();

        Assert.All(properties, property => Assert.True(property.Holds, property.ToString()));
        Assert.All(properties, property => Assert.True(property.Checked > 0, $"{property.Name} looked at nothing"));
        Assert.Equal($"ok      {Kept}: 3", properties[0].ToString());
    }

    [Fact]
    public void A_lost_message_is_found()
    {
        var story = Story.Good();
        story.Journal.Add(new Acknowledged(Story.Kitchen, 9, Story.IdOf(9), History.Sha256Of("message 9")));

        var failed = Fails(story, Kept);

        Assert.Contains("is lost", failed.Examples[0], StringComparison.Ordinal);
        Assert.Equal($"FAILED  {Kept}: 1 of 4", failed.ToString());
    }

    [Fact]
    public void An_acknowledgement_in_a_channel_that_is_gone_is_a_lost_message()
    {
        var story = Story.Good();
        story.Journal.Add(new Acknowledged(Guid.Empty, 1, Story.IdOf(9), History.Sha256Of("message 9")));

        Assert.Contains("is lost", Fails(story, Kept).Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_that_moved_is_found()
    {
        var story = Story.Good();
        story.ReplaceEntry<Acknowledged>(entry => entry.Seq == 3, entry => entry with { Seq = 5 });

        Assert.Contains("is at seq 3", Fails(story, Kept).Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_changed_text_is_found()
    {
        var story = Story.Good();
        story.ReplaceEntry<Acknowledged>(entry => entry.Seq == 3, entry => entry with { TextSha256 = History.Sha256Of("message 1 ") });

        Assert.Contains("has another text", Fails(story, Kept).Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_deleted_message_may_have_lost_its_text_in_the_log_and_no_other_may()
    {
        var story = Story.Good();
        story.EmptyEvent(seq: 4);
        Assert.Empty(Failing(story));

        story.EmptyEvent(seq: 6);
        Assert.Contains(Kept, Failing(story));
    }

    [Fact]
    public void A_retry_that_made_a_second_message_is_found()
    {
        var story = Story.Good();
        story.Journal.RemoveAt(story.Journal.Count - 1);
        story.Post(1);

        Assert.Equal([Kept, Doubled], Failing(story));
    }

    [Fact]
    public void A_hole_in_the_log_is_found()
    {
        var story = Story.Good();
        story.Journal.RemoveAll(entry => entry is Heard { Seq: 5 });
        story.Journal.RemoveAll(entry => entry is Listening or ListenerStopped);
        story.Events.RemoveAt(4);
        story.Replace(3, message => message with { Text = "message 1", EditedAt = null });

        // The listener agrees with the log that there is no seq 5, which is no excuse.
        Assert.Equal([Dense, HeardOnce], Failing(story));
    }

    [Fact]
    public void A_log_that_ends_before_its_head_is_found()
    {
        var story = Story.Good();
        story.Head++;

        Assert.Contains("ends at 7, its head is 8", Fails(story, Dense).Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_seq_that_is_there_twice_is_found()
    {
        var story = Story.Good();
        story.Events.Insert(1, story.Events[0]);

        Assert.Contains(Dense, Failing(story));
    }

    [Theory]
    [InlineData(3, "better!", true, false)]
    [InlineData(3, "better", false, false)]
    [InlineData(4, "message 2", false, true)]
    [InlineData(4, "", false, false)]
    public void A_message_that_is_not_what_its_events_make_of_it_is_found(long seq, string text, bool isEdited, bool isDeleted)
    {
        var story = Story.Good();
        story.Replace(seq, message => message with { Text = text, EditedAt = isEdited ? message.PostedAt : null, DeletedAt = isDeleted ? message.PostedAt : null });

        Fails(story, TheirEvents);
    }

    [Fact]
    public void An_event_without_its_message_and_a_message_without_its_event_are_found()
    {
        var story = Story.Good();
        story.Replace(6, message => message with { Seq = 60 });

        var failed = story.Check().Where(property => !property.Holds).ToDictionary(property => property.Name);
        Assert.Equal([Kept, TheirEvents], failed.Keys);
        Assert.Equal(2, failed[TheirEvents].Failed);
        Assert.Contains("is lost", failed[Kept].Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_acknowledged_message_that_is_only_in_the_log_or_only_among_the_messages_is_lost()
    {
        var onlyInTheLog = Story.Good();
        onlyInTheLog.Messages.RemoveAll(message => message.Seq == 6);
        var onlyAmongMessages = Story.Good();
        onlyAmongMessages.Events[5] = onlyAmongMessages.Events[5] with { Type = "of.a.later.version" };

        Assert.Equal([Kept, TheirEvents], Failing(onlyInTheLog));
        Assert.Equal([Kept, TheirEvents, HeardTrue], Failing(onlyAmongMessages));
    }

    [Fact]
    public void A_message_that_is_stored_under_another_client_message_id_is_lost()
    {
        var story = Story.Good();
        story.Replace(6, message => message with { ClientMessageId = Story.IdOf(77) });

        Assert.Contains("is lost", Fails(story, Kept).Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_second_event_of_a_message_is_found_though_its_message_is_there_once()
    {
        var story = Story.Good();
        story.Post(1);
        story.Messages.RemoveAt(story.Messages.Count - 1);
        story.Journal.RemoveAll(entry => entry is Acknowledged { Seq: 8 } or ListenerStopped);

        Assert.Contains("the message is not", Fails(story, TheirEvents).Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_a_listener_missed_is_found()
    {
        var story = Story.Good();
        story.ReplaceEntry<Heard>(entry => entry.Seq == 5, _ => null);

        Assert.Contains("after 4", Fails(story, HeardOnce).Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_that_a_listener_got_twice_is_found()
    {
        var story = Story.Good();
        story.Journal.Insert(story.Journal.Count - 1, new Heard("bo", Story.Kitchen, 4, "message.posted", History.Sha256Of("message 2")));

        Fails(story, HeardOnce);
    }

    [Fact]
    public void Events_in_another_order_are_found()
    {
        var story = Story.Good();
        var places = new[] { 3L, 4L }.Select(seq => story.Journal.FindIndex(entry => entry is Heard heard && heard.Seq == seq)).ToArray();
        (story.Journal[places[0]], story.Journal[places[1]]) = (story.Journal[places[1]], story.Journal[places[0]]);

        Fails(story, HeardOnce);
    }

    [Fact]
    public void A_listener_that_never_heard_the_end_is_found()
    {
        var story = Story.Good();
        story.ReplaceEntry<Heard>(entry => entry.Seq == 7, _ => null);

        Assert.Contains("the head was 7", Fails(story, HeardOnce).Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_listener_that_was_told_to_reload_need_not_hear_what_was_before()
    {
        var story = Story.Good();
        story.ReplaceEntry<Heard>(entry => entry.Seq == 4, _ => null);
        story.ReplaceEntry<Heard>(entry => entry.Seq == 5, _ => new ToldToReload("bo", Story.Kitchen, 5));

        Assert.Empty(Failing(story));
    }

    [Fact]
    public void An_event_that_is_not_what_the_log_says_is_found()
    {
        var story = Story.Good();
        story.ReplaceEntry<Heard>(entry => entry.Seq == 4, entry => entry with { TextSha256 = History.Sha256Of("message 77") });

        Fails(story, HeardTrue);
    }

    [Theory]
    [InlineData("message 2", true)]
    [InlineData("", true)]
    [InlineData("message 77", false)]
    public void Of_a_deleted_message_listeners_heard_the_acknowledged_text_or_none(string text, bool isRight)
    {
        var story = Story.Good();
        story.EmptyEvent(seq: 4);
        story.ReplaceEntry<Heard>(entry => entry.Seq == 4, entry => entry with { TextSha256 = History.Sha256Of(text) });

        Assert.Equal(isRight ? [] : [HeardTrue], Failing(story));
    }

    [Fact]
    public void No_text_at_all_is_not_what_the_log_says_of_a_message()
    {
        var story = Story.Good();
        story.ReplaceEntry<Heard>(entry => entry.Seq == 4, entry => entry with { TextSha256 = null });

        Fails(story, HeardTrue);
    }

    [Fact]
    public void An_event_that_the_log_does_not_have_is_found()
    {
        var story = Story.Good();
        story.Journal.Add(new Heard("bo", Story.Kitchen, 8, "message.posted", History.Sha256Of("message 8")));

        Fails(story, HeardTrue);
    }

    [Fact]
    public void A_stream_that_the_client_had_to_mend_is_found()
    {
        var story = Story.Good();
        story.ReplaceEntry<ListenerStopped>(_ => true, entry => entry with { Gaps = 1 });

        Fails(story, Unmended);
    }

    private static Property Fails(Story story, string name)
    {
        var failed = Assert.Single(story.Check(), property => !property.Holds);
        Assert.Equal(name, failed.Name);
        return failed;
    }

    private static List<string> Failing(Story story)
    {
        return [.. story.Check().Where(property => !property.Holds).Select(property => property.Name)];
    }

}
