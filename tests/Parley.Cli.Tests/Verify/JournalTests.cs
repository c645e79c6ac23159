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
            new Disconnected("bo", 1006) { AtMs = 17 },
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
        await journal.WriteAsync(new Disconnected("bo", 1006), Cancelled);

        Assert.Equal([new Disconnected("bo", 1006)], await Journal.ReadAsync(_path, Cancelled));
    }

    [Fact]
    public async Task Half_a_line_at_the_end_is_what_a_killed_writer_leaves()
    {
        await File.WriteAllTextAsync(_path, "{\"kind\":\"disconnected\",\"listener\":\"bo\",\"closeCode\":1006}\n{\"kind\":\"acknow", Cancelled);

        Assert.Equal([new Disconnected("bo", 1006)], await Journal.ReadAsync(_path, Cancelled));
    }

    [Fact]
    public async Task A_broken_line_in_the_middle_names_its_place()
    {
        await File.WriteAllTextAsync(_path, "{\"kind\":\"disconnected\",\"listener\":\"bo\",\"closeCode\":1006}\nnothing\n", Cancelled);

        var failure = await Assert.ThrowsAsync<CommandException>(() => Journal.ReadAsync(_path, Cancelled));

        Assert.StartsWith($"{_path}:2 ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_kind_of_entry_can_be_written_and_read()
    {
        JournalEntry[] entries =
        [
            new FaultBegan("kill", "kill -9 node 1") { AtMs = 5 },
            new FaultEnded("kill"),
            new NodeEnded(1, ExitCode: null, WasAsked: true),
            new GaveUp(Story.Kitchen, Story.IdOf(9)),
            new ReadAfterLeaving(Story.Ana, Story.Kitchen, WasRefused: true),
        ];
        var said = Story.Good().Channel;
        await using (var journal = Journal.Append(_path))
        {
            foreach (var entry in entries.Append(new ServerSaid(Story.Kitchen, said)))
            {
                await journal.WriteAsync(entry, Cancelled);
            }
        }

        var read = await Journal.ReadAsync(_path, Cancelled);

        Assert.Equal(entries, read[..^1]);
        var again = Assert.IsType<ServerSaid>(read[^1]).History;
        Assert.Equal((said.Head, said.Events.Count), (again.Head, again.Events.Count));
        Assert.Equal(said.Messages, again.Messages);
        Assert.Equal(said.Events.Select(stored => stored.Data.GetRawText()), again.Events.Select(stored => stored.Data.GetRawText()));
    }

    public void Dispose()
    {
        File.Delete(_path);
    }
}
