using Parley.Cli.Load.Measuring;

namespace Parley.Cli.Load.Scenarios;

/// <summary>Posts messages whose text begins with a <see cref="MessageStamp"/>, which says when they were due.</summary>
internal sealed class Posting
{
    private static readonly string[] Words =
        ["the", "a", "we", "you", "build", "server", "today", "meeting", "review", "please", "look", "at", "deploy", "done", "green", "question", "about", "next", "week", "thanks"];

    // In its canonical form, and the space after it.
    private const int StampCharacters = 37;

    private readonly LoadStage _stage;
    private readonly ILookup<Guid, LoadAccount> _members;
    private readonly string[] _texts;
    private int _number;

    public Posting(LoadStage stage)
    {
        _stage = stage;
        _members = stage.Site.Accounts.SelectMany(account => account.ChannelIds.Select(channelId => (channelId, account))).ToLookup(member => member.channelId, member => member.account);
        var random = new Random(stage.Random.Next());
        _texts = [.. Enumerable.Range(0, 64).Select(_ => Text(random, stage.Options.TextCharacters - StampCharacters))];
    }

    private Measurements Measurements => _stage.Measurements;

    /// <summary>By each member of the channel in turn.</summary>
    public Task PostAsync(Guid channelId, TimeSpan due, CancellationToken cancellationToken)
    {
        var number = Interlocked.Increment(ref _number);
        return PostAsync(_members[channelId].ElementAt(number % _members[channelId].Count()), channelId, number, due, cancellationToken);
    }

    public Task PostAsync(LoadAccount author, Guid channelId, TimeSpan due, CancellationToken cancellationToken)
    {
        return PostAsync(author, channelId, Interlocked.Increment(ref _number), due, cancellationToken);
    }

    public string TextOf(int number)
    {
        return _texts[number % _texts.Length];
    }

    private async Task PostAsync(LoadAccount author, Guid channelId, int number, TimeSpan due, CancellationToken cancellationToken)
    {
        var id = new MessageStamp(_stage.Run, (uint)number, due).ToId();
        Measurements.CountPostDue();
        var message = await _stage.Calls.RunAsync(
            Measurements.Posts, due, author, client => client.PostMessageAsync(channelId, $"{id} {TextOf(number)}", id, cancellationToken), cancellationToken);
        Measurements.CountPost(isDone: message is not null);
        if (message is not null)
        {
            author.KeepPost(message.ChannelId, message.Seq);
        }
    }

    private static string Text(Random random, int characters)
    {
        var text = new System.Text.StringBuilder();
        while (text.Length < characters)
        {
            text.Append(Words[random.Next(Words.Length)]).Append(' ');
        }

        // Not white space at the end: a server may trim it.
        return text.ToString(0, characters - 1) + ".";
    }
}
