using System.Text;
using Parley.Compliance;
using Parley.Modules.Channels.Log;
using Parley.Modules.Messages;
using Parley.Modules.Workspaces;
using Parley.Realtime.Ports;

namespace Parley.Modules.Tests.Channels.Log;

/// <summary>
/// Holds what a run left in the database against the rules. What the store applied, put in the order of its seqs, is the history of a channel; each
/// step of it must have been allowed at that seq, every other answer must have been right at some seq between its beginning and its end, and
/// log, messages, members and counts must be what the history makes of them.
/// </summary>
internal sealed class LogCheck(LogRun run)
{
    private readonly Dictionary<Guid, List<ChannelState>> _history = [];

    public async Task CheckAsync()
    {
        foreach (var channel in run.Channels)
        {
            _history.Add(channel.Id, Fold(channel));
        }

        foreach (var attempt in run.Attempts)
        {
            Assert.True(WasRight(attempt), $"{attempt} was not right at any seq meanwhile.");
        }

        foreach (var channel in run.Channels)
        {
            await CheckTablesAsync(channel.Id, _history[channel.Id][^1]);
            await CheckEventsAsync(channel, _history[channel.Id][^1]);
        }

        CheckHints();
        await CheckMembersOfTheWorkspaceAsync();
    }

    /// <returns>The states of the channel, the first one that of its creation.</returns>
    private List<ChannelState> Fold(NewChannel channel)
    {
        var joined = channel.Members.Select((member, index) => KeyValuePair.Create(member.AccountId, index + 2L));
        var first = new ChannelState { Head = channel.Members.Count + 1, Name = channel.Name };
        List<ChannelState> states = [first with { Members = first.Members.AddRange(joined) }];
        foreach (var (seq, operation) in AppliedTo(channel.Id).OrderBy(applied => applied.Seq))
        {
            var state = states[^1];
            Assert.True(seq == state.Head + 1, $"After {state.Head} the store gave {seq}.");
            if (operation is not Guid)
            {
                Assert.Equal(operation is MessageDraft ? new PostOutcome.Posted(seq) : new ChangeOutcome.Applied(seq), Judge(state, operation));
            }

            states.Add(operation switch
            {
                MessageDraft draft => state.With(draft),
                ChannelChange change => state.With(change),
                var accountId => state.WithLeft((Guid)accountId),
            });
        }

        return states;
    }

    private IEnumerable<(long Seq, object Operation)> AppliedTo(Guid channelId)
    {
        foreach (var attempt in run.Attempts)
        {
            switch (attempt)
            {
                case { Operation: MessageDraft draft, Outcome: PostOutcome.Posted(var seq) } when draft.ChannelId == channelId:
                    yield return (seq, draft);
                    break;
                case { Operation: ChannelChange change, Outcome: ChangeOutcome.Applied(var seq) } when change.ChannelId == channelId:
                    yield return (seq, change);
                    break;
                case { Outcome: RemovedFromWorkspace removed }:
                    foreach (var left in removed.Left.Where(left => left.ChannelId == channelId))
                    {
                        yield return (left.Seq, attempt.Operation);
                    }

                    break;
            }
        }
    }

    private bool WasRight(Attempt attempt)
    {
        if (attempt.Outcome is RemovedFromWorkspace removed)
        {
            return removed.Outcome == ChangeMemberOutcome.LastOwner == ((Guid)attempt.Operation == run.AccountIds[0]);
        }

        var states = _history[attempt.Operation is MessageDraft draft ? draft.ChannelId : ((ChannelChange)attempt.Operation).ChannelId]
            .Where(state => state.Head >= attempt.HeadBefore && state.Head <= attempt.HeadAfter)
            .Select(state => Judge(state, attempt.Operation));
        return attempt.Outcome switch
        {
            ChangeOutcome.NameTaken => states.Any(outcome => outcome is ChangeOutcome.Applied) && OthersHadTheName((ChannelChange.Update)attempt.Operation),
            ChangeOutcome.NotInWorkspace => states.Any(outcome => outcome is ChangeOutcome.Applied or ChangeOutcome.Unchanged) && WasRemoved((ChannelChange.AddMember)attempt.Operation, attempt.Ended),
            var outcome => states.Contains(outcome),
        };
    }

    private static object Judge(ChannelState state, object operation)
    {
        return operation is MessageDraft draft ? state.Judge(draft) : state.Judge((ChannelChange)operation);
    }

    private bool OthersHadTheName(ChannelChange.Update update)
    {
        return _history.Any(channel => channel.Key != update.ChannelId && channel.Value.Exists(state => state.Name.Equals(update.NameKey, StringComparison.OrdinalIgnoreCase)));
    }

    private bool WasRemoved(ChannelChange.AddMember add, long ended)
    {
        return run.Attempts.Exists(attempt => attempt.Began < ended
            && attempt is { Operation: Guid accountId, Outcome: RemovedFromWorkspace { Outcome: ChangeMemberOutcome.Changed } } && accountId == add.AccountId);
    }

    private async Task CheckTablesAsync(Guid channelId, ChannelState state)
    {
        var stored = (await run.Stores.Channels.FindAsync(run.AccountIds[0], channelId, default))!;
        Assert.Equal((state.Head, state.Name, state.IsArchived, state.Members.Count), (stored.Head, stored.Name, stored.ArchivedAt is not null, stored.MemberCount));

        var messages = (await run.Stores.Messages.ReadAsync(channelId, new MessageWindow(null, null, 10_000), default)).Messages;
        Assert.Equal(state.Messages.Values, messages.Select(message => message with { Reactions = null }));
        Assert.All(messages, message => Assert.Equal(
            state.PrintedReactions(message.Seq),
            (message.Reactions ?? []).Select(reaction => $"{reaction.Emoji} {string.Join(' ', reaction.AccountIds)}").Order()));
        Assert.All(messages.SelectMany(message => message.Reactions ?? []), reaction => Assert.Equal(reaction.AccountIds.Count, reaction.Count));
        Assert.Equal(messages.Count, messages.DistinctBy(message => (message.AuthorId, message.ClientMessageId)).Count());

        var members = await run.Stores.Channels.ListMembersAsync(channelId, null, 100, default);
        Assert.Equal(state.Members.OrderBy(member => member.Value), members.Select(member => KeyValuePair.Create(member.AccountId, member.JoinedSeq)).OrderBy(member => member.Value));
        foreach (var (accountId, joinedSeq) in state.Members)
        {
            var mine = Assert.Single((await run.Stores.Channels.ReadSyncAsync(accountId, default)).Channels, one => one.Channel.Id == channelId);
            var unread = state.Messages.Values.Count(message => message.Seq > joinedSeq && message.AuthorId != accountId && message.DeletedAt is null);
            Assert.Equal((joinedSeq, unread, state.LastMessageAt), (mine.ReadSeq, mine.Unread, mine.LastMessageAt));
        }
    }

    private async Task CheckEventsAsync(NewChannel channel, ChannelState last)
    {
        var events = await run.Stores.Log.ReadAsync(channel.Id, 0, 10_000, default);
        Assert.Equal(Enumerable.Range(1, (int)last.Head).Select(seq => (long)seq), events.Select(logged => logged.Seq));
        foreach (var (seq, operation) in AppliedTo(channel.Id))
        {
            var logged = events[(int)seq - 1];
            if (operation is Guid leaver)
            {
                Assert.Equal((EventEffect.Left, leaver), (logged.Effect, logged.SubjectId));
                continue;
            }

            var (encoded, ofMessage) = operation switch
            {
                MessageDraft draft => (draft.Event, seq),
                ChannelChange.EditMessage edit => (edit.Event, edit.MessageSeq),
                _ => (((ChannelChange)operation).Event, 0),
            };
            var json = encoded.WithSeq(seq);
            var isRedacted = last.Messages.TryGetValue(ofMessage, out var message) && message.DeletedAt is not null;
            Assert.Equal(Encoding.UTF8.GetString(isRedacted ? Writes.WithoutText(json) : json), Encoding.UTF8.GetString(logged.Json.Span));
            Assert.Equal(
                operation switch
                {
                    ChannelChange.AddMember(var accountId, _) => (EventEffect.Joined, accountId),
                    ChannelChange.RemoveMember(var accountId) => (EventEffect.Left, accountId),
                    ChannelChange.DeleteMessage => (EventEffect.Redacted, Guid.Empty),
                    _ => (EventEffect.None, Guid.Empty),
                },
                (logged.Effect, logged.SubjectId));
        }
    }

    /// <summary>A hint may be missing, after a fault. What is said must have been stored so.</summary>
    private void CheckHints()
    {
        foreach (var hint in run.Bus.Hints)
        {
            var operation = Assert.Single(AppliedTo(hint.ChannelId), applied => applied.Seq == hint.Head).Operation;
            var encoded = operation switch
            {
                MessageDraft draft => draft.Event,
                ChannelChange change => change.Event,
                _ => null,
            };
            Assert.Equal((hint.ChannelId, hint.Head), (hint.Event!.ChannelId, hint.Event.Seq));
            if (encoded is not null)
            {
                Assert.Equal(encoded.WithSeq(hint.Head), hint.Event.Json.ToArray());
            }
        }

        Assert.Equal(run.Bus.Hints.Count, run.Bus.Hints.DistinctBy(hint => (hint.ChannelId, hint.Head)).Count());
    }

    /// <summary>Who is outside of the workspace in the end is outside of its channels.</summary>
    private async Task CheckMembersOfTheWorkspaceAsync()
    {
        foreach (var accountId in run.AccountIds)
        {
            if (await run.Stores.Workspaces.FindMemberAsync(run.WorkspaceId, accountId, default) is null)
            {
                Assert.All(_history.Values, states => Assert.False(states[^1].Members.ContainsKey(accountId)));
            }
        }
    }
}
