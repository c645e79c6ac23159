using Parley.Contracts;
using Parley.Testing;

namespace Parley.Server.Tests;

public sealed class ConversationTests
{
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.Postgres)]
    public async Task Two_people_talk_and_each_sees_every_message_once_and_in_order(DatabaseKind kind)
    {
        await using var world = await World.CreateAsync(kind);
        var ana = await world.MemberAsync("ana");
        var ben = await world.MemberAsync("ben");
        await using var stream = await Listener.StartAsync(ben);

        for (var number = 1; number <= 20; number++)
        {
            await (number % 2 == 0 ? ana : ben).PostAsync(world.GeneralId, $"message {number}");
        }

        var posted = await stream.WaitForAsync(world.GeneralId, ChannelEventTypes.MessagePosted, 20);
        Assert.Equal(Enumerable.Range(1, 20).Select(number => $"message {number}"), posted.Select(one => one.Data.GetProperty("text").GetString()));
        Assert.Equal(posted.Select(one => one.Seq).Order().Distinct(), posted.Select(one => one.Seq));
    }
}
