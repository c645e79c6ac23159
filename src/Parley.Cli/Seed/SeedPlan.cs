using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Parley.Cli.Seed;

/// <summary>A channel to be: who is in it, by number of the person, the first one as its creator.</summary>
/// <param name="Idea">null: a direct channel.</param>
internal sealed record PlannedChannel(ChannelIdea? Idea, IReadOnlyList<int> Members);

/// <summary>A burst of messages of a few people, posted one after the other.</summary>
internal sealed record PlannedTalk(int Channel, int FirstMessage, int Messages, double Moment);

/// <summary>Who is where and how much is said, all from the seed: the same arguments make the same plan.</summary>
internal sealed class SeedPlan
{
    // Of what is written in workplaces about as much goes to direct channels as to channels; here channels are what is shown.
    private const double DirectShare = 0.15;

    private readonly int _seed;

    private SeedPlan(int seed, IReadOnlyList<Person> people, IReadOnlyList<PlannedChannel> channels, IReadOnlyList<PlannedTalk> talks)
    {
        _seed = seed;
        People = people;
        Channels = channels;
        Talks = talks;
    }

    public IReadOnlyList<Person> People { get; }

    public IReadOnlyList<PlannedChannel> Channels { get; }

    /// <summary>In the order in which they begin, over all channels.</summary>
    public IReadOnlyList<PlannedTalk> Talks { get; }

    public static SeedPlan Make(int seed, int people, int channels, int messages)
    {
        var random = new Random(seed);
        var persons = Seed.People.Make(people, seed);
        List<PlannedChannel> planned =
        [
            .. ChannelIdeas.Take(channels).Select((idea, rank) => new PlannedChannel(idea, Some(people, MembersOf(idea, rank, people), random))),
            .. Enumerable.Range(0, people > 1 ? people : 0).Select(number => new PlannedChannel(null, Some(people, DirectMembers(number, people), random))),
        ];

        // Two pairs may come out the same: a direct channel is its people, so they would talk in one.
        planned = [.. planned.DistinctBy(channel => channel.Idea?.Name ?? string.Join(',', channel.Members.Order()))];
        return new SeedPlan(seed, persons, planned, Talk(planned, messages, random));
    }

    public Random RandomOf(PlannedTalk talk)
    {
        return new Random(BinaryPrimitives.ReadInt32LittleEndian(Hash("talk", talk.Channel, talk.FirstMessage)));
    }

    /// <summary>The same message has the same id in every run, so that the server knows it when a run is repeated after a crash.</summary>
    public Guid ClientMessageIdOf(PlannedTalk talk, int message)
    {
        var bytes = Hash("message", talk.Channel, talk.FirstMessage + message)[..16];

        // RFC 9562: version 8, made by the application's own rule.
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private static int MembersOf(ChannelIdea idea, int rank, int people)
    {
        var share = idea.IsPrivate ? 0.2 : rank < 3 ? 1 : 0.35 + 0.4 / (rank + 1);
        return Math.Clamp((int)Math.Round(people * share), Math.Min(people, 2), people);
    }

    private static int DirectMembers(int number, int people)
    {
        return Math.Min(people, number % 5 == 4 ? 3 + number % 4 : 2);
    }

    private static int[] Some(int people, int count, Random random)
    {
        var all = Enumerable.Range(0, people).ToArray();
        random.Shuffle(all);
        return all[..count];
    }

    private static List<PlannedTalk> Talk(List<PlannedChannel> channels, int messages, Random random)
    {
        var weights = Weights(channels);
        List<PlannedTalk> talks = [];
        var left = messages;
        for (var channel = 0; channel < channels.Count; channel++)
        {
            var share = channel == channels.Count - 1 ? left : Math.Min(left, (int)Math.Round(messages * weights[channel]));
            left -= share;
            for (var first = 0; first < share;)
            {
                var burst = Math.Min(share - first, random.Next(2, 15));
                talks.Add(new PlannedTalk(channel, first, burst, (first + random.NextDouble()) / share));
                first += burst;
            }
        }

        return [.. talks.OrderBy(talk => talk.Moment)];
    }

    // Few channels are busy and many are quiet, which a power law describes; the offset keeps the first from being all there is.
    private static double[] Weights(List<PlannedChannel> channels)
    {
        var raw = channels.Select((channel, rank) => channel.Idea is null ? 1 : 1.0 / (rank + 4)).ToArray();
        var named = raw.Where((_, channel) => channels[channel].Idea is not null).Sum();
        var direct = raw.Sum() - named;
        var directShare = direct == 0 ? 0 : named == 0 ? 1 : DirectShare;
        return [.. raw.Select((weight, channel) => channels[channel].Idea is null ? weight / direct * directShare : weight / named * (1 - directShare))];
    }

    private byte[] Hash(string what, int channel, int number)
    {
        var planned = Channels[channel];
        var name = planned.Idea?.Name ?? string.Join('+', planned.Members.Select(member => People[member].Username).Order(StringComparer.Ordinal));
        return SHA256.HashData(Encoding.UTF8.GetBytes($"parley seed {_seed}/{what}/{name}/{number}"));
    }
}
