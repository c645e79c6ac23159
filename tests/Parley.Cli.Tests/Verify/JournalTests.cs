using Parley.Cli.Verify;

namespace Parley.Cli.Tests.Verify;

public sealed class JournalTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_is_read_in_order_over_several_runs()
    {
        JournalEntry[] entries =
        [
            new RunStarted(Story.IdOf(1), [Story.Kitchen], new DateTimeOffset(2026, 11, 22, 17, 0, 0, TimeSpan.Zero)),
            new Acknowledged(Story.Kitchen, 3, Story.IdOf(3), "ab12"),
            new Heard("bo", Story.Kitchen, 3, "message.posted", "ab12"),
            new Heard("bo", Story.Kitchen, 4, "member.joined", TextSha256: null),
            new ToldToReload("bo", Story.Kitchen, 9),
            new Reconnected("bo"),
        ];
        foreach (var half in entries.Chunk(3))
        {
            await using var journal = Journal.Append(_path);
            foreach (var entry in half)
            {
                await journal.WriteAsync(entry, Cancelled);
            }
        }

        var read = await Journal.ReadAsync(_path, Cancelled);

        Assert.Equal(entries[1..], read[1..]);
        Assert.Equal([Story.Kitchen], Assert.IsType<RunStarted>(read[0]).ChannelIds);
    }

    [Fact]
    public async Task A_written_entry_is_in_the_file_before_the_journal_is_closed()
    {
        await using var journal = Journal.Append(_path);
        await journal.WriteAsync(new Reconnected("bo"), Cancelled);

        Assert.Equal([new Reconnected("bo")], await Journal.ReadAsync(_path, Cancelled));
    }

    [Fact]
    public async Task Half_a_line_at_the_end_is_what_a_killed_writer_leaves()
    {
        await File.WriteAllTextAsync(_path, "{\"kind\":\"reconnected\",\"listener\":\"bo\"}\n{\"kind\":\"acknow", Cancelled);

        Assert.Equal([new Reconnected("bo")], await Journal.ReadAsync(_path, Cancelled));
    }

    [Fact]
    public async Task A_broken_line_in_the_middle_names_its_place()
    {
        await File.WriteAllTextAsync(_path, "{\"kind\":\"reconnected\",\"listener\":\"bo\"}\nnothing\n", Cancelled);

        var failure = await Assert.ThrowsAsync<CommandException>(() => Journal.ReadAsync(_path, Cancelled));

        Assert.StartsWith($"{_path}:2 ", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        File.Delete(_path);
    }
}
