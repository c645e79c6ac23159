using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Parley.Contracts;
using Parley.Realtime.Hints;
using Parley.Realtime.Ports;

namespace Parley.Compliance;

/// <summary>What a bus between nodes must do, over a real server.</summary>
/// <param name="create">The network, to which a test may do anything but end it.</param>
public abstract class SharedHintBusSuite(Func<Task<HintNetwork>> create) : HintBusSuite
{
    private static readonly Guid Channel = HintSamples.Channel;
    private static readonly Guid Account = HintSamples.Account;
    private static readonly Guid Other = HintSamples.Other;

    private HintNetwork _network = null!;

    public override async ValueTask InitializeAsync()
    {
        _network = await create();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _network.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Every_kind_of_hint_arrives_as_it_was_published()
    {
        var (sender, receiver) = (await NodeAsync(), await NodeAsync(HintTopic.Channel(Channel), HintTopic.Account(Account), HintTopic.Presence));

        foreach (var hint in HintSamples.OfEveryKind)
        {
            sender.Bus.Publish(hint);
        }

        await receiver.WaitAsync(() => receiver.Received.Count == HintSamples.OfEveryKind.Count, "Not every hint came");
        Assert.Equal(HintSamples.OfEveryKind.Select(HintText.Of).Order(), receiver.Received.Order());
        Assert.Equal(receiver.Count("parley.bus.packets.received"), receiver.Count("parley.bus.lag"));
    }

    [Fact]
    public async Task Each_node_gets_what_it_follows_and_nothing_else()
    {
        var sender = await NodeAsync();
        var ofChannel = await NodeAsync(HintTopic.Channel(Channel));
        var ofAccount = await NodeAsync(HintTopic.Account(Account));
        var (aboutChannel, aboutAccount, aboutOthers, toAll) = (
            HintSamples.Event(Channel, 1, "{}"),
            new AccountHint.Joined(Account, Channel, 7),
            HintSamples.Event(Other, 1, "{}"),
            new AccountHint.SignInsRevoked(Account, [Other]));
        Hint[] all = [aboutOthers, new AccountHint.Joined(Other, Channel, 8), new PresenceHint(Other, new PresenceNews.Left()), aboutChannel, aboutAccount];

        await PublishInTurnAsync(sender, ofAccount, [.. all, toAll]);
        await ofChannel.ReceivesAsync(toAll);
        await ofChannel.ReceivesAsync(aboutChannel);

        Assert.Equal(Texts(aboutChannel, toAll), ofChannel.Received.Where(text => !IsMark(text)).Order());
        Assert.Equal(Texts(aboutAccount, toAll), ofAccount.Received.Where(text => !IsMark(text)).Order());
    }

    [Fact]
    public async Task What_is_published_after_the_following_ended_arrives()
    {
        var (sender, receiver) = (await NodeAsync(), await NodeAsync());
        for (var round = 1; round <= 50; round++)
        {
            var channelId = new Guid(round, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
            await receiver.Bus.FollowAsync(HintTopic.Channel(channelId));
            var hint = HintSamples.Event(channelId, round, "{}");
            sender.Bus.Publish(hint);
            await receiver.ReceivesAsync(hint);
        }
    }

    [Fact]
    public async Task A_topic_is_followed_until_as_often_unfollowed()
    {
        var (sender, receiver) = (await NodeAsync(), await NodeAsync(HintTopic.Channel(Channel), HintTopic.Channel(Channel)));
        receiver.Bus.Unfollow(HintTopic.Channel(Channel));
        sender.Bus.Publish(HintSamples.Event(Channel, 1, "{}"));
        await receiver.ReceivesAsync(HintSamples.Event(Channel, 1, "{}"));

        receiver.Bus.Unfollow(HintTopic.Channel(Channel));
        receiver.Bus.Unfollow(HintTopic.Channel(Channel));
        await PublishInTurnAsync(sender, receiver, [HintSamples.Event(Channel, 2, "{}")]);
        Assert.DoesNotContain(HintText.Of(HintSamples.Event(Channel, 2, "{}")), receiver.Received);

        await receiver.Bus.FollowAsync(HintTopic.Channel(Channel));
        sender.Bus.Publish(HintSamples.Event(Channel, 3, "{}"));
        await receiver.ReceivesAsync(HintSamples.Event(Channel, 3, "{}"));
    }

    [Fact]
    public async Task Each_of_three_nodes_hears_the_other_two_and_itself_once_in_the_order_of_publishing()
    {
        const int hints = 2_000;
        var nodes = new[] { await NodeAsync(HintTopic.Channel(Channel)), await NodeAsync(HintTopic.Channel(Channel)), await NodeAsync(HintTopic.Channel(Channel)) };

        await Task.WhenAll(nodes.Select((node, number) => Task.Run(() =>
        {
            for (var seq = 1; seq <= hints; seq++)
            {
                node.Bus.Publish(HintSamples.Event(Channel, seq, $"{number}"));
            }
        })));

        foreach (var node in nodes)
        {
            await node.WaitAsync(() => node.Received.Count >= nodes.Length * hints, "Not all came");
            foreach (var sent in node.Received.GroupBy(text => text[^1]))
            {
                Assert.Equal(Enumerable.Range(1, hints).Select(seq => HintText.Of(HintSamples.Event(Channel, seq, $"{sent.Key}"))), sent);
            }
        }
    }

    [Fact]
    public async Task A_post_is_one_message_for_each_node_with_readers_however_many_they_are()
    {
        var sender = await NodeAsync(HintTopic.Channel(Channel));
        var crowd = await NodeAsync([.. Enumerable.Repeat(HintTopic.Channel(Channel), 1_000)]);
        var few = await NodeAsync(HintTopic.Channel(Channel));
        var none = await NodeAsync(HintTopic.Channel(Other));

        await PublishInTurnAsync(sender, crowd, [HintSamples.Event(Channel, 1, "{}"), HintSamples.Event(Channel, 2, "{}"), HintSamples.Event(Channel, 3, "{}")]);
        await few.ReceivesAsync(HintSamples.Event(Channel, 3, "{}"));
        await none.WaitAsync(() => none.Received.Any(IsMark), "The marks did not come");

        Assert.Equal(3, crowd.Received.Count(text => !IsMark(text)));
        Assert.Equal(3, few.Received.Count(text => !IsMark(text)));
        Assert.DoesNotContain(none.Received, text => !IsMark(text));
        Assert.Equal(crowd.Received.Count, crowd.Count("parley.bus.hints.received"));
    }

    [Fact]
    public async Task What_waits_together_travels_together()
    {
        const int hints = 1_000;
        var (sender, receiver) = (await NodeAsync(), await NodeAsync(HintTopic.Channel(Channel)));

        for (var seq = 1; seq <= hints; seq++)
        {
            sender.Bus.Publish(HintSamples.Event(Channel, seq, "{}"));
        }

        await receiver.WaitAsync(() => receiver.Received.Count == hints, "Not all came");
        Assert.InRange(receiver.Count("parley.bus.packets.received"), 1, hints / 2);
    }

    [Fact]
    public async Task What_is_too_large_goes_without_what_the_receiver_finds_by_itself_or_in_parts_or_not()
    {
        var (sender, receiver) = (await NodeAsync(), await NodeAsync(HintTopic.Channel(Channel), HintTopic.Account(Account)));
        int packetBytes;
        await using (var transport = _network.Connect())
        {
            packetBytes = transport.PacketBytes;
        }

        var signIns = Enumerable.Range(0, packetBytes / 10).Select(number => new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])).ToArray();
        var whole = HintSamples.Event(Channel, 1, packetBytes - 400);
        sender.Bus.Publish(whole);
        sender.Bus.Publish(HintSamples.Event(Channel, 2, packetBytes));
        sender.Bus.Publish(new AccountHint.Frame(Account, Encoding.UTF8.GetBytes($"\"{new string('x', packetBytes)}\"")));
        sender.Bus.Publish(new AccountHint.SignInsRevoked(Account, signIns));
        var last = new AccountHint.Joined(Account, Channel, 3);
        sender.Bus.Publish(last);

        await receiver.ReceivesAsync(whole);
        await receiver.ReceivesAsync(new ChannelHint(Channel, 2, Event: null));
        await receiver.ReceivesAsync(last);
        await receiver.WaitAsync(() => Revoked().Length == signIns.Length, "Not all revoked sign-ins came");
        Assert.Equal(signIns.Select(id => id.ToString()), Revoked());
        Assert.DoesNotContain(receiver.Received, text => text.StartsWith("account", StringComparison.Ordinal));
        Assert.Equal(1, sender.Count("parley.bus.hints.dropped"));

        string[] Revoked() => [.. receiver.Received.Where(text => text.StartsWith("revoked", StringComparison.Ordinal)).SelectMany(text => text.Split(' ')[2].Split(','))];
    }

    [Fact]
    public async Task The_largest_presence_there_is_arrives()
    {
        var (sender, receiver) = (await NodeAsync(), await NodeAsync(HintTopic.Presence));
        var groups = Enumerable.Range(0, 300).Select(number => new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])).ToArray();
        var entries = Enumerable.Range(0, 1_000).Select(number => new PresenceEntry(new Guid(number, 1, 0, [0, 0, 0, 0, 0, 0, 0, 0]), PresenceStatus.Online, groups[..(number % 3 == 0 ? 300 : number % 3)]));
        var hints = PresenceEntry.Split(entries).Select((part, number) => new PresenceHint(Other, new PresenceNews.Changes(long.MaxValue - number, part))).ToArray();

        foreach (var hint in hints)
        {
            sender.Bus.Publish(hint);
        }

        await receiver.WaitAsync(() => receiver.Received.Count == hints.Length, "Not all parts came");
        Assert.Equal(hints.Select(HintText.Of), receiver.Received);
    }

    [Fact]
    public async Task What_is_not_understood_is_counted_and_ends_nothing()
    {
        var (sender, receiver) = (await NodeAsync(), await NodeAsync(HintTopic.Channel(Channel), HintTopic.Presence));
        var (id, channel) = (Guid.Empty.ToString("N"), Channel.ToString("N"));
        string[] foreign =
        [
            "", "0", "2" + id, "hello", "1", "1" + id[1..], $"1{id}5", $"1{id}5:", $"1{id}99999999999999999999:E", $"1{id}-1:E",
            $"1{id}1:E", $"1{id}1:?", $"1{id}34:E{channel}x", $"1{id}33:P{id}", $"1{id}35:E{channel}-1", $"1{id}34:R{id}x", "\ud83c\udf89",
        ];

        foreach (var bytes in foreign)
        {
            await _network.SendForeignAsync(Encoding.UTF8.GetBytes(bytes));
        }

        // One entry of a kind to come, between two of today.
        await _network.SendForeignAsync(Encoding.UTF8.GetBytes($"1{id}35:H{channel}1 36:Y{channel}abc35:H{channel}2 "));
        await receiver.ReceivesAsync(new ChannelHint(Channel, 1, Event: null));
        await receiver.ReceivesAsync(new ChannelHint(Channel, 2, Event: null));

        Assert.Equal(foreign.Length + 1, receiver.Count("parley.bus.ignored"));
        sender.Bus.Publish(HintSamples.Event(Channel, 3, "{}"));
        await receiver.ReceivesAsync(HintSamples.Event(Channel, 3, "{}"));
    }

    [Fact]
    public async Task Connections_that_were_cut_come_back_and_say_that_hints_were_lost()
    {
        var (sender, receiver) = (await NodeAsync(), await NodeAsync(HintTopic.Channel(Channel)));
        var losses = receiver.Losses;

        await _network.CutAsync();

        await receiver.WaitAsync(() => receiver.Losses > losses, "It was not told of the loss");
        await ResumesAsync(sender, receiver);
    }

    [Fact]
    public async Task While_the_server_is_away_publishing_neither_fails_nor_waits_and_afterwards_all_goes_on()
    {
        var (sender, receiver) = (await NodeAsync(HintTopic.Channel(Channel)), await NodeAsync(HintTopic.Channel(Channel)));
        await _network.HaltAsync();

        var slowest = TimeSpan.Zero;
        for (var seq = 1; seq <= 20_000; seq++)
        {
            var since = Stopwatch.GetTimestamp();
            sender.Bus.Publish(HintSamples.Event(Channel, seq, 1_000));
            slowest = slowest > Stopwatch.GetElapsedTime(since) ? slowest : Stopwatch.GetElapsedTime(since);
        }

        // A collection by the runtime is longer than what publishing itself may take.
        Assert.True(slowest < TimeSpan.FromSeconds(1), $"Publishing took {slowest}.");
        await sender.ReceivesAsync(HintSamples.Event(Channel, 20_000, 1_000));

        // A node knows of it when its connection tells.
        await sender.SaysAsync("parley.bus.connected", 0);

        // Following does not wait for a network that is away.
        await receiver.Bus.FollowAsync(HintTopic.Account(Account)).AsTask().WaitAsync(TimeSpan.FromSeconds(5));
        var losses = receiver.Losses;
        await _network.ContinueAsync();
        await receiver.WaitAsync(() => receiver.Losses > losses, "It was not told of the loss");
        await ResumesAsync(sender, receiver);
        await ResumesAsync(receiver, sender);
        await sender.SaysAsync("parley.bus.connected", 1);
        var joined = new AccountHint.Joined(Account, Channel, 7);
        sender.Bus.Publish(joined);
        await receiver.ReceivesAsync(joined);
    }

    [Fact]
    public async Task A_node_that_starts_before_the_server_is_there_listens_when_it_is()
    {
        await _network.HaltAsync();
        var (sender, receiver) = (Node(), Node());
        await receiver.Bus.FollowAsync(HintTopic.Channel(Channel));
        sender.Bus.Publish(HintSamples.Event(Channel, 1, "{}"));

        await _network.ContinueAsync();

        await receiver.ListensAsync();
        await ResumesAsync(sender, receiver);
    }

    [Fact]
    public async Task Disposing_sends_what_waits_and_leaves_no_connection()
    {
        var (sender, receiver) = (Node(), await NodeAsync(HintTopic.Account(Account)));
        await sender.ListensAsync();
        for (var seq = 1; seq <= 1_000; seq++)
        {
            sender.Bus.Publish(new AccountHint.Joined(Account, Channel, seq));
        }

        await sender.DisposeAsync();
        await receiver.ReceivesAsync(new AccountHint.Joined(Account, Channel, 1_000));

        sender.Bus.Publish(HintSamples.Event(Channel, 1, "{}"));
        await receiver.DisposeAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await _network.CountConnectionsAsync() > 0)
        {
            Assert.False(patience.IsCancellationRequested, "Connections are left.");
        }
    }

    /// <summary>A node that listens and follows.</summary>
    private async Task<HintNode> NodeAsync(params HintTopic[] topics)
    {
        var node = Node();
        await node.ListensAsync();
        foreach (var topic in topics)
        {
            await node.Bus.FollowAsync(topic);
        }

        // What the start itself tells is not what a test waits for.
        await node.WaitAsync(() => node.Losses > 0, "It was not told that it listens");
        return node;
    }

    protected override IHintBus CreateBus(IMeterFactory meters)
    {
        return new SharedHintBus(_network.Connect(), TimeProvider.System, new Random(1), meters, NullLogger<SharedHintBus>.Instance);
    }

    /// <summary>One after the other, so that each has come, or not, when this ends: a mark that every node gets follows each.</summary>
    private static async Task PublishInTurnAsync(HintNode sender, HintNode receiver, IReadOnlyList<Hint> hints)
    {
        for (var number = 0; number < hints.Count; number++)
        {
            var mark = new AccountHint.SignInsRevoked(Guid.Empty, [new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])]);
            sender.Bus.Publish(hints[number]);
            await sender.ReceivesAsync(hints[number]);
            sender.Bus.Publish(mark);
            await receiver.ReceivesAsync(mark);
        }
    }

    /// <summary>Publishes until it arrives: hints of channels are lost while a node is not back yet.</summary>
    private static async Task ResumesAsync(HintNode sender, HintNode receiver)
    {
        for (var seq = 100_000; seq < 100_200; seq++)
        {
            var hint = HintSamples.Event(Channel, seq, "{}");
            sender.Bus.Publish(hint);
            if (await receiver.IsSoWithinAsync(() => receiver.Received.Contains(HintText.Of(hint)), TimeSpan.FromMilliseconds(100)))
            {
                return;
            }
        }

        Assert.Fail("Nothing came within 20 s.");
    }

    private static bool IsMark(string text)
    {
        return text.StartsWith($"revoked {Guid.Empty}", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Texts(params IEnumerable<Hint> hints)
    {
        return hints.Select(HintText.Of).Order();
    }
}
