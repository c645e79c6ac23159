using System.Text;
using Parley.Realtime.Feeds;

namespace Parley.Realtime.Tests.Feeds;

public sealed class EventTimeTests
{
    private const string Before = """{"type":"message.previews_removed","channelId":"00000000-0000-0000-0000-000000000001","seq":9223372036854775807,""";

    [Fact]
    public void The_time_is_read_from_where_the_log_writes_it()
    {
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 5, 6, 7, 89, TimeSpan.Zero), Of($"{Before}\"at\":\"2026-03-04T05:06:07.089Z\",\"actorId\":\"x\"}}"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"at":"2026-03-04T05:06:07.089""")]
    [InlineData("""{"at":"2026-13-04T05:06:07.089Z"}""")]
    [InlineData("""{"at":"00000000000000000000000000000000"}""")]
    [InlineData("{\"at\":\"\u00e4\u00f6\u00fc\u00e4\u00f6\u00fc\u00e4\u00f6\u00fc\u00e4\u00f6\u00fc\u00e4\u00f6\u00fc\"}")]
    public void What_is_no_time_there_is_none(string json)
    {
        Assert.Null(Of(json));
    }

    [Fact]
    public void What_people_wrote_is_not_searched()
    {
        Assert.Null(Of($"{Before}\"data\":{{\"text\":\"{new string('x', 100)}\"at\":\"2026-03-04T05:06:07.089Z\""));
    }

    private static DateTimeOffset? Of(string json) => EventTime.Of(Encoding.UTF8.GetBytes(json));
}
