using System.Globalization;
using CsCheck;
using Parley.Contracts;
using Parley.Modules.Search;

namespace Parley.Modules.Tests.Search;

public sealed class SearchQueryParserTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 23, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("deploy friday", "deploy, friday")]
    [InlineData("\"on friday\" deploy*", "on+friday, deploy*")]
    [InlineData("deploy -friday -\"next week\"", "deploy; without friday, next+week")]
    [InlineData("“on friday” «это так»", "on+friday, это+так")]
    [InlineData("\"never closed phrase", "never+closed+phrase")]
    [InlineData("from:ana FROM:@Ben -from:me x", "x; from ana, Ben; not from me")]
    [InlineData("in:#general in:@ana -in:random x", "x; in general, @ana; not in random")]
    [InlineData("from:\"Ana Lima\" has:file", "; from Ana Lima; has File")]
    [InlineData("has:link has:image -has:reaction is:thread -has:pin", "; has Image, Link, Thread; not Reaction, Pin")]
    [InlineData("https://a.example/x 12:30 c++ ab:c", "ab: is no operator; there are from:, in:, has:, is:, before:, after: and on:. To look for the words, put them in quotes.")]
    [InlineData("https://a.example 12:30", "https+a+example, 12+30")]
    [InlineData("\"note:this\"", "note+this")]
    [InlineData("- deploy", "deploy")]
    [InlineData("* deploy", "deploy")]
    [InlineData("on:2026-03-01", "; since 2026-03-01T00:00; until 2026-03-02T00:00")]
    [InlineData("after:2026-01 before:2027", "; since 2026-02-01T00:00; until 2027-01-01T00:00")]
    [InlineData("on:today", "; since 2026-03-04T00:00; until 2026-03-05T00:00")]
    [InlineData("after:yesterday", "; since 2026-03-04T00:00")]
    [InlineData("after:2025 after:2024", "; since 2026-01-01T00:00")]
    public void What_was_typed_is_understood(string text, string expected)
    {
        Assert.Equal(expected, Describe(SearchQueryParser.Parse(text, Now, TimeSpan.Zero)));
    }

    [Theory]
    [InlineData("", "must name something")]
    [InlineData("  -foo", "must name something")]
    [InlineData("!!! ...", "must name something")]
    [InlineData("from:", "from: names nobody")]
    [InlineData("in: general", "in: names nobody")]
    [InlineData("from:\0", "must not hold the character U+0000")]
    [InlineData("has:cheese", "has: takes file, image, link, reaction or pin.")]
    [InlineData("is:urgent", "is: takes thread.")]
    [InlineData("before:2026-02-30", "before: takes a day (2026-01-31)")]
    [InlineData("on:soon", "on: takes a day")]
    [InlineData("on:0001", "on: takes a day")]
    [InlineData("on:9999-12-31", "on: takes a day")]
    [InlineData("-before:2026", "-before: means nothing")]
    [InlineData("after:2026 before:2026", "asks for a time that is none")]
    [InlineData("author:ana x", "author: is no operator; there are from:, in:")]
    public void What_is_wrong_is_said_with_what_would_be_right(string text, string problem)
    {
        Assert.StartsWith(problem, Assert.IsType<SearchQueryOutcome.Wrong>(SearchQueryParser.Parse(text, Now, TimeSpan.Zero)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Days_begin_where_the_reader_is()
    {
        Assert.Equal("; since 2026-03-04T22:00; until 2026-03-05T22:00", Describe(SearchQueryParser.Parse("on:today", Now, TimeSpan.FromHours(2))));
        Assert.Equal("; since 2026-03-04T08:00; until 2026-03-05T08:00", Describe(SearchQueryParser.Parse("on:2026-03-04", Now, TimeSpan.FromHours(-8))));
    }

    [Fact]
    public void Too_much_is_refused()
    {
        Assert.IsType<SearchQueryOutcome.Wrong>(SearchQueryParser.Parse(new string('a', Limits.SearchCharacters + 1), Now, TimeSpan.Zero));
        Assert.IsType<SearchQueryOutcome.Parsed>(SearchQueryParser.Parse(new string('a', Limits.SearchCharacters), Now, TimeSpan.Zero));
        Assert.IsType<SearchQueryOutcome.Wrong>(SearchQueryParser.Parse(string.Concat(Enumerable.Repeat("a ", Limits.SearchParts + 1)), Now, TimeSpan.Zero));
        Assert.IsType<SearchQueryOutcome.Parsed>(SearchQueryParser.Parse(string.Concat(Enumerable.Repeat("a ", Limits.SearchParts)), Now, TimeSpan.Zero));
    }

    [Fact]
    public void Nothing_that_is_typed_is_too_much_for_it()
    {
        string[] parts = ["from:", "in:", "on:", "-", "\"", "*", " ", "2026-01", "has:file", "a", ":"];
        Check.Sample(
            Gen.OneOf(Gen.String, Gen.Int[0, parts.Length - 1].Select(part => parts[part]).Array[0, 30].Select(string.Concat)),
            text => Assert.NotNull(SearchQueryParser.Parse(text, Now, TimeSpan.FromHours(14))));
    }

    private static string Describe(SearchQueryOutcome outcome)
    {
        if (outcome is SearchQueryOutcome.Wrong(var problem))
        {
            return problem;
        }

        var query = ((SearchQueryOutcome.Parsed)outcome).Query;
        string[] parts =
        [
            Terms(query.Words), Named("without", Terms(query.WithoutWords)), Named("from", string.Join(", ", query.From)), Named("not from", string.Join(", ", query.NotFrom)),
            Named("in", string.Join(", ", query.In)), Named("not in", string.Join(", ", query.NotIn)), Named("has", Traits(query.Has)), Named("not", Traits(query.HasNot)),
            Named("since", Time(query.Since)), Named("until", Time(query.Until)),
        ];
        return string.Join("; ", parts.Where((part, index) => index == 0 || part.Length > 0));
    }

    private static string Named(string name, string value)
    {
        return value.Length == 0 ? "" : $"{name} {value}";
    }

    private static string Traits(SearchTraits traits)
    {
        return traits == SearchTraits.None ? "" : traits.ToString();
    }

    private static string Terms(IReadOnlyList<SearchTerm> terms)
    {
        return string.Join(", ", terms.Select(term => string.Join('+', term.Tokens.Select(token => token.Text)) + (term.IsPrefix ? "*" : "")));
    }

    private static string Time(DateTimeOffset? time)
    {
        return time?.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture) ?? "";
    }
}
