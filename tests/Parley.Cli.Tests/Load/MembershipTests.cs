using Parley.Cli.Load;

namespace Parley.Cli.Tests.Load;

public sealed class MembershipTests
{
    [Theory]
    [InlineData(50, 1, 1, 1)]
    [InlineData(50, 100, 1, 2)]
    [InlineData(10, 30, 4, 4)]
    [InlineData(7, 20, 3, 3)]
    [InlineData(3, 5, 99, 5)]
    public void Every_channel_has_a_member_and_every_account_as_many_channels(int accounts, int channels, int asked, int each)
    {
        var membership = Membership.Make(accounts, channels, asked);

        Assert.Equal(accounts, membership.Count);
        Assert.All(membership, account => Assert.Equal(each, account.Distinct().Count()));
        Assert.Equal(Enumerable.Range(0, channels), membership.SelectMany(account => account).Distinct().Order());
    }

    [Fact]
    public void Channels_have_about_as_many_members_each()
    {
        var members = Membership.Make(50, 20, 5).SelectMany(account => account).CountBy(channel => channel).Select(channel => channel.Value).ToList();

        Assert.True(members.Max() - members.Min() <= 1);
    }
}
