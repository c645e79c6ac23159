using System.Text.Json;
using Parley.Contracts;
using Parley.Modules.Accounts;
using Parley.Testing;

namespace Parley.Modules.Tests.Accounts;

public sealed class KeywordsTests
{
    public static TheoryData<string[], string, bool> Vectors
    {
        get
        {
            var data = new TheoryData<string[], string, bool>();
            foreach (var vector in JsonDocument.Parse(Repository.Read("tests/vectors/keywords.json")).RootElement.EnumerateArray())
            {
                string[] words = [.. vector.GetProperty("words").EnumerateArray().Select(word => word.GetString()!)];
                data.Add(words, vector.GetProperty("text").GetString()!, vector.GetProperty("found").GetBoolean());
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Vectors))]
    public void A_word_is_found_whatever_its_case_and_not_as_a_part_of_another(string[] words, string text, bool found)
    {
        Assert.Equal(found, new Keywords(words).AreIn(text));
    }

    [Fact]
    public void A_list_is_of_words_none_twice_and_not_too_many()
    {
        Assert.Null(Keywords.Check([]));
        Assert.Null(Keywords.Check(["deploy", "on call", "会议"]));
        Assert.NotNull(Keywords.Check(["deploy", " Deploy"]));
        Assert.NotNull(Keywords.Check([" "]));
        Assert.NotNull(Keywords.Check(["two\nlines"]));
        Assert.NotNull(Keywords.Check([new string('a', Limits.KeywordCharacters + 1)]));
        Assert.NotNull(Keywords.Check([.. Enumerable.Range(0, Limits.Keywords + 1).Select(number => $"word{number}")]));
    }
}
