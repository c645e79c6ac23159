using Parley.Cli.Load;

namespace Parley.Cli.Tests.Load;

public sealed class MessageStampTests
{
    [Theory]
    [InlineData(0u, 0u, 0)]
    [InlineData(1u, 1u, 1)]
    [InlineData(0x3FFF_FFFFu, uint.MaxValue, 86_400_000_000)]
    public void An_id_says_run_number_and_due_time_again(uint run, uint number, long dueMicroseconds)
    {
        var stamp = new MessageStamp(run, number, TimeSpan.FromMicroseconds(dueMicroseconds));

        var id = stamp.ToId();

        Assert.Equal(8, id.Version);
        Assert.InRange(id.Variant, 8, 11);
        Assert.True(MessageStamp.TryRead(id, run, out var read));
        Assert.Equal(stamp, read);
    }

    [Fact]
    public void Messages_of_other_runs_and_of_people_are_not_ours()
    {
        var id = new MessageStamp(5, 1, TimeSpan.FromSeconds(1)).ToId();

        Assert.False(MessageStamp.TryRead(id, 6, out _));
        Assert.False(MessageStamp.TryRead(Guid.CreateVersion7(DateTimeOffset.UnixEpoch), 5, out _));
        Assert.False(MessageStamp.TryRead(Guid.Empty, 0, out _));
    }

    [Fact]
    public void Two_that_are_due_at_the_same_moment_have_different_ids()
    {
        Assert.NotEqual(new MessageStamp(5, 1, TimeSpan.FromSeconds(1)).ToId(), new MessageStamp(5, 2, TimeSpan.FromSeconds(1)).ToId());
    }
}
