using Parley.Contracts;
using Parley.Modules.Search;

namespace Parley.Modules.Tests.Search;

public sealed class SearchTermTests
{
    [Theory]
    [InlineData("deploy", "We deploy on Fridays", true)]
    [InlineData("deploy", "We deployed on Fridays", false)]
    [InlineData("deploy*", "We deployed on Fridays", true)]
    [InlineData("on fridays", "We deploy on, Fridays", true)]
    [InlineData("fridays on", "We deploy on Fridays", false)]
    [InlineData("snake_case", "the snake case", true)]
    [InlineData("京都", "東京都", true)]
    [InlineData("東都", "東京都", false)]
    [InlineData("都", "東京都", true)]
    [InlineData("creme", "Crème", true)]
    public void A_term_is_found_as_words_that_stand_together(string term, string text, bool isThere)
    {
        var isPrefix = term.EndsWith('*');
        var parsed = SearchTerm.Parse(term.TrimEnd('*'), isPrefix)!;

        Assert.Equal(isThere, parsed.IsIn(Tokenizer.Tokenize(text)));
    }

    [Theory]
    [InlineData("deploy", "tdeploy")]
    [InlineData("deploy*", "tdeploy*")]
    [InlineData("on fridays*", "ton tfridays*")]
    [InlineData("東京都", "t東京 t京都")]
    [InlineData("都", "t都")]
    [InlineData("東京 tower", "t東京 ttower")]
    public void Whatever_has_a_term_has_its_index_terms(string term, string indexTerms)
    {
        var parsed = SearchTerm.Parse(term.TrimEnd('*'), term.EndsWith('*'))!;

        Assert.Equal(indexTerms, string.Join(' ', MessageTerms.Of(parsed, SearchIn.Texts).Select(one => one.Text + (one.IsPrefix ? "*" : ""))));
    }

    [Fact]
    public void A_message_is_indexed_by_its_words_its_author_and_what_comes_with_it()
    {
        var (channel, author) = (new Guid("0198c0de-0000-7000-8000-000000000001"), new Guid("0198c0de-0000-7000-8000-000000000002"));
        var file = new FileDto { Id = author, Name = "Q3 plan.png", MediaType = "image/png", Bytes = 1 };
        var prefix = MessageTerms.PrefixOf(channel, 0);

        var terms = MessageTerms.Of(channel, 5, author, "See https://a.example 東京", [file]);

        string[] expected = ["e", MessageTerms.Author(author).Text, "tsee", "thttps", "ta", "texample", "t東", "t東京", "t京", "hl", "hf", "hi", "fq3", "fplan", "fpng"];
        Assert.Equal(expected.Select(term => prefix + term).Order(StringComparer.Ordinal), terms.Order(StringComparer.Ordinal));
        Assert.Equal(MessageTerms.PrefixOf(channel, 0), MessageTerms.PrefixOf(channel, MessageTerms.BlockOf(1_023)));
        Assert.NotEqual(MessageTerms.PrefixOf(channel, 0), MessageTerms.PrefixOf(channel, MessageTerms.BlockOf(1_024)));
        Assert.NotEqual(MessageTerms.PrefixOf(channel, 0), MessageTerms.PrefixOf(author, 0));
    }

    [Fact]
    public void A_dump_is_indexed_by_its_beginning()
    {
        var text = string.Join(' ', Enumerable.Range(0, 20_000));

        Assert.InRange(MessageTerms.Of(Guid.Empty, 1, Guid.Empty, text, null).Count, MessageTerms.MaxTerms, MessageTerms.MaxTerms + 2);
    }

    [Fact]
    public void What_fits_is_marked_where_it_stands_without_overlap()
    {
        const string text = "Deploy the deploy script: deploying";
        SearchTerm[] words = [SearchTerm.Parse("deploy", isPrefix: true)!, SearchTerm.Parse("deploy script", isPrefix: false)!];

        var ranges = Highlight.Of(Tokenizer.Tokenize(text), words).Select(range => text.Substring(range.Start, range.Length));

        Assert.Equal(["Deploy", "deploy script", "deploying"], ranges);
    }

    [Fact]
    public void Newer_shorter_and_together_come_first()
    {
        SearchTerm[] words = [SearchTerm.Parse("blue", isPrefix: false)!, SearchTerm.Parse("door", isPrefix: false)!];
        long Score(string text, int days) => Ranking.Score(Tokenizer.Tokenize(text), words, TimeSpan.FromDays(days));

        Assert.True(Score("the blue door", 1) > Score("the blue door", 40));
        Assert.True(Score("the blue door", 1) > Score("the door is blue", 1));
        Assert.True(Score("the door is blue", 1) > Score($"the door is blue {string.Concat(Enumerable.Repeat("and more ", 40))}", 1));
        Assert.True(Score("blue door, blue door", 1) > Score("blue door, this morning", 1));
        Assert.True(Score("the blue door", 4_000) > 0);
        Assert.True(Score("blue door, blue door", 45) > Score($"the door is blue {string.Concat(Enumerable.Repeat("and more ", 40))}", 1));
    }

    [Theory]
    [InlineData("ana", "Ana Lima", "ana", 0)]
    [InlineData("ana l", "Ana Lima", "al", 1)]
    [InlineData("lim", "Ana Lima", "al", 2)]
    [InlineData("al", "Ana Lima", "al", 0)]
    [InlineData("bo", "Ana Lima", "al", null)]
    [InlineData("ana bo", "Ana Lima", "al", null)]
    public void A_name_is_found_by_the_beginnings_of_its_words(string typed, string name, string username, int? rank)
    {
        Assert.Equal(rank, NameSearch.Rank([Tokenizer.Tokenize(name), Tokenizer.Tokenize(username)], NameSearch.Parse(typed)!));
    }
}
