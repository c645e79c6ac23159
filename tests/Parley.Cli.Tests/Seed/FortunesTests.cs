using System.Text;
using Parley.Cli.Seed;

namespace Parley.Cli.Tests.Seed;

public sealed class FortunesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("parley-fortunes").FullName;

    [Fact]
    public void Entries_stand_between_percent_signs_and_lose_their_indentation()
    {
        var entries = Fortunes.Parse("First line\n\tsecond\n\t\t-- Somebody\n%\n100% sure\n%\n%\nÜber\r\nalles\r\n%\r\nlast, without an end");

        Assert.Equal(["First line\nsecond\n-- Somebody", "100% sure", "Über\nalles", "last, without an end"], entries);
    }

    [Fact]
    public void What_a_message_should_not_hold_is_left_out()
    {
        var entries = Fortunes.Parse($"struck\b\bout\n%\n\u001b[31mred\n%\n{new string('x', 601)}\n%\n{new string('x', 600)}\n%\nkept");

        Assert.Equal([new string('x', 600), "kept"], entries);
    }

    [Fact]
    public void Indexes_links_offensive_collections_and_other_encodings_are_passed_over()
    {
        Write("wisdom", "one\n%\ntwo\n");
        Write("wisdom.dat", "\0\0");
        File.CreateSymbolicLink(Path.Combine(_folder, "wisdom.u8"), Path.Combine(_folder, "wisdom"));
        Write("off/rude", "never\n");
        Write("it/barzellette-o", "mai\n");
        Write("es/sabiduría", "tres\n");
        File.WriteAllBytes(Path.Combine(_folder, "latin1"), [.. "gr"u8, 0xFC, .. "n\n"u8]);

        var fortunes = Fortunes.Load(_folder);

        Assert.NotNull(fortunes);
        Assert.Equal(3, fortunes.Count);
        var random = new Random(1);
        Assert.Equal(["one", "tres", "two"], Enumerable.Range(0, 100).Select(_ => fortunes.Next(random)).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_the_packages_there_are_none()
    {
        Assert.Null(Fortunes.Load(Path.Combine(_folder, "missing")));
        Assert.Null(Fortunes.Load(_folder));
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
    }

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }
}
