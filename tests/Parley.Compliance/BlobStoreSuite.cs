using System.IO.Pipelines;
using Parley.Modules.Files;

namespace Parley.Compliance;

/// <summary>What a place for the content of files must do.</summary>
public abstract class BlobStoreSuite
{
    private static readonly Guid Id = new("01890000-0000-7000-8000-0000000000a1");

    protected static CancellationToken None => CancellationToken.None;

    protected abstract IBlobStore Blobs { get; }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20_000_000)]
    public async Task What_was_written_is_read_whole_and_in_parts(int length)
    {
        var content = Content(length);

        Assert.Equal(length, await Blobs.WriteAsync(Id, Pipe(content), length, None));

        await using var stream = (await Blobs.OpenAsync(Id, None))!;
        Assert.Equal(length, stream.Length);
        Assert.Equal(content, await ReadAsync(stream));
        stream.Seek(length / 2, SeekOrigin.Begin);
        Assert.Equal(content[(length / 2)..], await ReadAsync(stream));
    }

    [Fact]
    public async Task One_that_is_too_large_is_not_there()
    {
        await Assert.ThrowsAsync<BlobTooLargeException>(() => Blobs.WriteAsync(Id, Pipe(Content(10_000_001)), 10_000_000, None));

        Assert.Null(await Blobs.OpenAsync(Id, None));
        Assert.Equal(3, await Blobs.WriteAsync(Id, Pipe(Content(3)), 3, None));
    }

    [Fact]
    public async Task One_whose_content_breaks_off_is_not_there()
    {
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync(Content(10_000));
        await pipe.Writer.CompleteAsync(new IOException("The connection was reset."));

        await Assert.ThrowsAsync<IOException>(() => Blobs.WriteAsync(Id, pipe.Reader, 1_000_000, None));

        Assert.Null(await Blobs.OpenAsync(Id, None));
    }

    [Fact]
    public async Task Deleting_is_for_good_and_may_be_repeated()
    {
        await Blobs.WriteAsync(Id, Pipe(Content(3)), 3, None);

        await Blobs.DeleteAsync(Id, None);
        await Blobs.DeleteAsync(Id, None);
        await Blobs.DeleteAsync(Guid.Empty, None);

        Assert.Null(await Blobs.OpenAsync(Id, None));
    }

    [Fact]
    public async Task Parts_are_read_in_any_order_and_past_the_end_there_is_nothing()
    {
        var content = Content(3_000_000);
        await Blobs.WriteAsync(Id, Pipe(content), content.Length, None);
        await using var stream = (await Blobs.OpenAsync(Id, None))!;
        var part = new byte[700_000];

        foreach (var start in (int[])[2_000_000, 0, 1_500_000, 300_000])
        {
            stream.Seek(start, SeekOrigin.Begin);
            await stream.ReadExactlyAsync(part, None);
            Assert.Equal((start + part.Length, true), ((int)stream.Position, content.AsSpan(start, part.Length).SequenceEqual(part)));
        }

        stream.Seek(0, SeekOrigin.End);
        Assert.Equal(0, await stream.ReadAsync(part, None));
    }

    [Fact]
    public async Task Whoever_gives_up_an_upload_leaves_nothing_and_may_begin_again()
    {
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0));
        await pipe.Writer.WriteAsync(Content(9_000_000));
        using var gaveUp = new CancellationTokenSource();

        var writing = Blobs.WriteAsync(Id, pipe.Reader, 100_000_000, gaveUp.Token);
        await gaveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        Assert.Null(await Blobs.OpenAsync(Id, None));
        Assert.Equal(3, await Blobs.WriteAsync(Id, Pipe(Content(3)), 3, None));
    }

    [Fact]
    public async Task It_says_that_blobs_can_be_kept()
    {
        await Blobs.CheckAsync(None);
    }

    protected static byte[] Content(int length)
    {
        var content = new byte[length];
        new Random(length).NextBytes(content);
        return content;
    }

    protected static PipeReader Pipe(byte[] content)
    {
        return PipeReader.Create(new MemoryStream(content));
    }

    protected static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory);
        return memory.ToArray();
    }
}
