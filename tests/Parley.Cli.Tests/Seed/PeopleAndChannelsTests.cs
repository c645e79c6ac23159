using Parley.Cli.Seed;
using Parley.Contracts;

namespace Parley.Cli.Tests.Seed;

public sealed class PeopleAndChannelsTests
{
    [Fact]
    public void People_have_usernames_that_the_server_takes_and_names_in_many_scripts()
    {
        var people = People.Make(2_000, seed: 3);

        Assert.All(people, person => Assert.Matches("^[a-z0-9.]{2,32}$", person.Username));
        Assert.All(people, person => Assert.InRange(person.DisplayName.Length, 2, Limits.DisplayNameCharacters));
        Assert.Equal(people.Count, people.Select(person => person.Username).Distinct().Count());
        Assert.Contains(people.Take(30), person => person.DisplayName.Any(character => character is >= '\u3040' and <= '\u9FFF'));
        Assert.Contains(people.Take(30), person => person.DisplayName.Any(character => character is >= '\u0600' and <= '\u06FF'));
    }

    [Fact]
    public void Fewer_people_are_the_first_of_more()
    {
        Assert.Equal(People.Make(40, seed: 3).Take(15), People.Make(15, seed: 3));
    }

    [Fact]
    public void Channels_have_names_that_the_server_takes_each_once()
    {
        var channels = ChannelIdeas.Take(150);

        Assert.All(channels, channel => Assert.Matches(@"^[\p{L}\p{N}._-]+$", channel.Name));
        Assert.All(channels, channel => Assert.InRange(channel.Name.Length, 1, Limits.ChannelNameCharacters));
        Assert.All(channels, channel => Assert.True(channel.Topic.Length <= Limits.ChannelTopicCharacters && channel.Purpose.Length <= Limits.ChannelPurposeCharacters));
        Assert.Equal(150, channels.Select(channel => channel.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal("general", channels[0].Name);
    }
}
