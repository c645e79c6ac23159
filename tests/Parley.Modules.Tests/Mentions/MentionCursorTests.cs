using Parley.Modules.Mentions;

namespace Parley.Modules.Tests.Mentions;

public sealed class MentionCursorTests
{
    [Fact]
    public void A_place_comes_back_as_it_was_to_the_last_digit_that_a_database_keeps()
    {
        // PostgreSQL keeps microseconds: two mentions may share a millisecond, and a page may end between them.
        var place = new MentionPosition(new DateTimeOffset(2026, 11, 23, 7, 0, 12, TimeSpan.Zero).AddTicks(7_000), new Guid("01900000-0000-7000-8000-000000000001"), 42);

        Assert.Equal(place, MentionCursor.Parse(MentionCursor.Write(place)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1 2 3")]
    [InlineData("9223372036854775807 01900000000070008000000000000001 1")]
    [InlineData("-1 01900000000070008000000000000001 1")]
    public void What_is_none_of_ours_is_told_apart(string key)
    {
        Assert.Null(MentionCursor.Parse(key));
    }
}
