using Parley.Cli.Verify;

namespace Parley.Cli.Tests.Verify;

public sealed class CheckerTests
{
    private const string Kept = PropertyNames.Kept;
    private const string Dense = PropertyNames.Dense;
    private const string Doubled = PropertyNames.NotDoubled;
    private const string TheirEvents = PropertyNames.TheirEvents;
    private const string Counted = PropertyNames.Counted;
    private const string HeardOnce = PropertyNames.HeardOnce;
    private const string HeardTrue = PropertyNames.HeardTrue;
    private const string OnlyMembers = PropertyNames.OnlyMembers;
    private const string Unmended = PropertyNames.Unmended;
    private const string Answered = PropertyNames.Answered;
    private const string NodesEnded = PropertyNames.NodesEnded;

    [Fact]
    public void A_server_that_keeps_its_promises_passes()
    {
        var story = Story.Good();
        story.SayUnread(readSeq: 2, unread: 2);
        var properties = story.Check();

        Assert.All(properties, property => Assert.True(property.Holds, property.ToString()));
        Assert.All(properties.Where(property => property.Name != NodesEnded), property => Assert.True(property.Checked > 0, $"{property.Name} looked at nothing"));
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
    public void Reactions_are_what_their_events_make_of_them_in_their_order()
    {
        var story = Story.Good();
        story.React(3, "👍", Story.Ana);
        story.React(3, "🎉", Story.Bo);
        story.React(3, "👍", Story.Bo);
        story.React(6, "👍", Story.Ana);
        story.TakeBack(6, "👍", Story.Ana);
        story.Show(3, ("👍", [Story.Ana, Story.Bo]), ("🎉", [Story.Bo]));
        Assert.Empty(Failing(story));

        story.Show(3, ("🎉", [Story.Bo]), ("👍", [Story.Ana, Story.Bo]));
        Assert.Equal([TheirEvents], Failing(story));
        story.Show(3, ("👍", [Story.Ana, Story.Bo]));
        Assert.Equal([TheirEvents], Failing(story));
    }

    [Fact]
    public void A_reaction_that_is_in_the_log_twice_is_found()
    {
        var story = Story.Good();
        story.React(3, "👍", Story.Bo);
        story.React(3, "👍", Story.Bo);
        story.Show(3, ("👍", [Story.Bo]));

        Assert.Equal([TheirEvents], Failing(story));
    }

    [Theory]
    [InlineData(2, 2, true)]
    [InlineData(3, 1, true)]
    [InlineData(6, 0, true)]
    [InlineData(2, 3, false)]
    [InlineData(0, 1, false)]
    [InlineData(7, 1, false)]
    public void A_count_of_unread_messages_that_a_recount_does_not_give_is_found(long readSeq, int unread, bool holds)
    {
        var story = Story.Good();
        story.SayUnread(readSeq, unread);

        Assert.Equal(holds ? [] : [Counted], Failing(story));
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

    [Fact]
    public void An_event_from_after_ones_leaving_is_found()
    {
        var story = Story.Good();
        story.Leave();
        Assert.Empty(Failing(story));

        story.Post(4);

        Assert.Contains("was no member", Fails(story, OnlyMembers).Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Who_comes_again_goes_on_with_the_coming_and_lacks_nothing()
    {
        var story = Story.Good();
        story.Leave();
        story.Post(4, isHeard: false);
        story.Join();
        story.Post(5);
        Assert.Empty(Failing(story));

        story.ReplaceEntry<Heard>(entry => entry.Seq == 10, _ => null);

        Assert.Contains("got", Fails(story, HeardOnce).Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Who_was_away_when_it_was_removed_and_added_is_told_to_reload_or_starts_with_the_coming()
    {
        var story = Story.Good();
        story.Leave(isHeard: false);
        story.Journal.Add(new Reconnected("bo", []));
        story.Join();
        story.Post(4);
        Assert.Empty(Failing(story));

        story.ReplaceEntry<Heard>(entry => entry.Seq == 9, _ => null);

        Assert.Contains("out of the blue", Fails(story, HeardOnce).Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Who_comes_again_may_also_get_what_it_missed_before_it_left()
    {
        var story = Story.Good();
        story.Post(4, isHeard: false);
        story.Leave(isHeard: false);
        story.Journal.Add(new Reconnected("bo", []));
        story.Hear(8);
        story.Hear(9);
        story.Join();
        story.Post(5);
        Assert.Empty(Failing(story));

        story.ReplaceEntry<Heard>(entry => entry.Seq == 8, _ => null);

        Assert.Contains("out of the blue", Fails(story, HeardOnce).Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_account_that_could_still_read_is_found()
    {
        var story = Story.Good();
        story.Journal.Add(new ReadAfterLeaving(Story.Ana, Story.Kitchen, WasRefused: true));
        Assert.Empty(Failing(story));

        story.Journal.Add(new ReadAfterLeaving(Story.Ana, Story.Kitchen, WasRefused: false));

        Fails(story, OnlyMembers);
    }

    [Fact]
    public void A_message_that_is_there_twice_under_two_ids_is_found()
    {
        var story = Story.Good();
        story.Post(1);
        story.Replace(8, message => message with { ClientMessageId = Story.IdOf(77) });
        story.Journal.RemoveAll(entry => entry is Acknowledged { Seq: 8 });

        Assert.Contains("with different ids", Fails(story, Doubled).Examples[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_post_that_was_never_answered_is_found()
    {
        var story = Story.Good();
        story.Journal.Add(new GaveUp(Story.Kitchen, Story.IdOf(9)) { AtMs = 61_000 });

        var failed = Fails(story, Answered);

        Assert.Equal($"FAILED  {Answered}: 1 of 4", failed.ToString());
        Assert.Equal($"message {Story.IdOf(9)} to channel {Story.Kitchen} was given up at 61000 ms", failed.Examples[0]);
    }

    [Theory]
    [InlineData(0, true, true)]
    [InlineData(137, true, false)]
    [InlineData(null, true, false)]
    [InlineData(0, false, false)]
    public void A_node_that_ends_by_itself_or_not_as_asked_is_found(int? exitCode, bool wasAsked, bool isRight)
    {
        var story = Story.Good();
        story.Journal.Add(new NodeEnded(2, exitCode, wasAsked));

        Assert.Equal(isRight ? [] : [NodesEnded], Failing(story));
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
