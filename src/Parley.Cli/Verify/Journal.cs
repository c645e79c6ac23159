using System.Text.Json;
using System.Threading.Channels;

namespace Parley.Cli.Verify;

/// <summary>
/// A file of one JSON object a line, which survives the death of the process that writes it: an entry counts as written once it was handed to the
/// operating system. Many may write; what is waiting goes out in one flush.
/// </summary>
internal sealed class Journal : IAsyncDisposable
{
    private readonly FileStream _file;
    // Full when the disk is slower than the run: then writers and listeners wait, which is what a checker wants.
    private readonly Channel<(JournalEntry Entry, TaskCompletionSource? Written)> _queue =
        Channel.CreateBounded<(JournalEntry, TaskCompletionSource?)>(new BoundedChannelOptions(10_000) { SingleReader = true });

    private readonly Task _pump;

    private Journal(FileStream file)
    {
        _file = file;
        _pump = PumpAsync();
    }

    public static Journal Append(string path)
    {
        return new Journal(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read));
    }

    /// <summary>A last line without its end is what a killed writer leaves: it is passed over.</summary>
    public static async Task<List<JournalEntry>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var endsWithinLine = EndsWithinLine(path);
        List<JournalEntry> entries = [];
        var number = 0;
        string? line = null;
        await foreach (var next in File.ReadLinesAsync(path, cancellationToken))
        {
            if (line is not null)
            {
                entries.Add(Parse(path, number, line));
            }

            number++;
            line = next;
        }

        if (line is not null && !endsWithinLine)
        {
            entries.Add(Parse(path, number, line));
        }

        return entries;
    }

    /// <summary>Returns once the entry is with the operating system.</summary>
    public async Task WriteAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await _queue.Writer.WriteAsync((entry, written), cancellationToken);
        await written.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Returns once the entry has its place in the file's order.</summary>
    public ValueTask EnqueueAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        return _queue.Writer.WriteAsync((entry, null), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _pump;
        await _file.DisposeAsync();
    }

    private static bool EndsWithinLine(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length == 0)
        {
            return false;
        }

        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte() != '\n';
    }

    private static JournalEntry Parse(string path, int number, string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, JournalJsonContext.Default.JournalEntry)!;
        }
        catch (JsonException unreadable)
        {
            throw new CommandException($"{path}:{number} is not a line of a journal: {unreadable.Message}");
        }
    }

    private async Task PumpAsync()
    {
        List<TaskCompletionSource> waiting = [];
        try
        {
            await PumpAsync(waiting);
        }
        catch (Exception failure)
        {
            // A full disk, say: who waits, and who comes later, must hear of it.
            _queue.Writer.TryComplete(failure);
            waiting.ForEach(written => written.TrySetException(failure));
            while (_queue.Reader.TryRead(out var queued))
            {
                queued.Written?.TrySetException(failure);
            }

            throw;
        }
    }

    private async Task PumpAsync(List<TaskCompletionSource> waiting)
    {
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (_queue.Reader.TryRead(out var queued))
            {
                if (queued.Written is not null)
                {
                    waiting.Add(queued.Written);
                }

                await _file.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(queued.Entry, JournalJsonContext.Default.JournalEntry));
                _file.WriteByte((byte)'\n');
            }

            await _file.FlushAsync();
            waiting.ForEach(written => written.TrySetResult());
            waiting.Clear();
        }
    }
}
