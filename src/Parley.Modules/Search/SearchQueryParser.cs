using System.Globalization;
using Parley.Contracts;

namespace Parley.Modules.Search;

/// <summary>
/// Reads what someone typed into the search box: words, "quoted phrases", word* for its beginning, operators such as from:ana, and each of them with - before it for
/// what is not wanted. Knows no database and no clock but what it is given.
/// </summary>
internal sealed class SearchQueryParser
{
    private const string Operators = "from:, in:, has:, is:, before:, after: and on:";

    private readonly string _text;
    private readonly DateOnly _today;
    private readonly TimeSpan _offset;
    private readonly List<SearchTerm> _words = [];
    private readonly List<SearchTerm> _without = [];
    private readonly List<string> _from = [];
    private readonly List<string> _notFrom = [];
    private readonly List<string> _in = [];
    private readonly List<string> _notIn = [];
    private SearchTraits _has;
    private SearchTraits _hasNot;
    private DateTimeOffset? _since;
    private DateTimeOffset? _until;
    private int _at;
    private int _parts;

    private SearchQueryParser(string text, DateTimeOffset now, TimeSpan offset)
    {
        _text = text;
        _offset = offset;
        _today = DateOnly.FromDateTime(now.ToOffset(offset).DateTime);
    }

    /// <param name="text">As it was typed.</param>
    /// <param name="now">For today and yesterday.</param>
    /// <param name="offset">How far east of UTC the days are that dates name.</param>
    public static SearchQueryOutcome Parse(string text, DateTimeOffset now, TimeSpan offset)
    {
        if (text.Length > Limits.SearchCharacters)
        {
            return new SearchQueryOutcome.Wrong($"must have at most {Limits.SearchCharacters} characters; this has {text.Length}.");
        }

        if (text.Contains('\0'))
        {
            return new SearchQueryOutcome.Wrong("must not hold the character U+0000.");
        }

        return new SearchQueryParser(text, now, offset).Parse();
    }

    private SearchQueryOutcome Parse()
    {
        while (SkipSpaces())
        {
            if (++_parts > Limits.SearchParts)
            {
                return new SearchQueryOutcome.Wrong($"must have at most {Limits.SearchParts} words and operators.");
            }

            if (ReadPart() is { } problem)
            {
                return new SearchQueryOutcome.Wrong(problem);
            }
        }

        if (_words.Count == 0 && _from.Count == 0 && _in.Count == 0 && _has == SearchTraits.None && _since is null && _until is null)
        {
            return new SearchQueryOutcome.Wrong("must name something to look for: a word, \"a phrase\", or an operator such as from:ana or has:file.");
        }

        if (_since >= _until)
        {
            return new SearchQueryOutcome.Wrong("asks for a time that is none: after: must be earlier than before:.");
        }

        return new SearchQueryOutcome.Parsed(new SearchQuery
        {
            Words = _words,
            WithoutWords = _without,
            From = _from,
            NotFrom = _notFrom,
            In = _in,
            NotIn = _notIn,
            Has = _has,
            HasNot = _hasNot,
            Since = _since,
            Until = _until,
        });
    }

    /// <returns>What is wrong with it; null: nothing.</returns>
    private string? ReadPart()
    {
        var isNegated = _text[_at] == '-' && _at + 1 < _text.Length && !char.IsWhiteSpace(_text[_at + 1]);
        if (isNegated)
        {
            _at++;
        }

        if (ReadOperator() is { } name)
        {
            return Apply(name, ReadValue(out _), isNegated);
        }

        var value = ReadValue(out var isQuoted);
        AddWord(value, isQuoted, isNegated);
        return null;
    }

    /// <summary>Letters up to a colon. What a colon stands in elsewhere, such as 12:30 or https://…, is a word as any other.</summary>
    private string? ReadOperator()
    {
        var end = _at;
        while (end < _text.Length && char.IsAsciiLetter(_text[end]))
        {
            end++;
        }

        if (end == _at || end == _text.Length || _text[end] != ':' || _text.AsSpan(end).StartsWith("://", StringComparison.Ordinal))
        {
            return null;
        }

        var name = _text[_at..end].ToLowerInvariant();
        _at = end + 1;
        return name;
    }

    /// <summary>Up to the next space, or what stands in quotes. A quote that nobody closes ends with the text.</summary>
    private string ReadValue(out bool isQuoted)
    {
        isQuoted = _at < _text.Length && IsQuote(_text[_at]);
        var start = isQuoted ? ++_at : _at;
        while (_at < _text.Length && (isQuoted ? !IsQuote(_text[_at]) : !char.IsWhiteSpace(_text[_at])))
        {
            _at++;
        }

        var value = _text[start.._at];
        if (isQuoted && _at < _text.Length)
        {
            _at++;
        }

        return value;
    }

    private void AddWord(string text, bool isQuoted, bool isNegated)
    {
        var isPrefix = !isQuoted && text.Length > 1 && text[^1] == '*';
        if (SearchTerm.Parse(isPrefix ? text[..^1] : text, isPrefix) is { } term)
        {
            (isNegated ? _without : _words).Add(term);
        }
    }

    private string? Apply(string name, string value, bool isNegated)
    {
        switch (name)
        {
            case "from":
                return AddName(name, value.TrimStart('@'), isNegated ? _notFrom : _from, "Write a username, as from:ana, or from:me.");
            case "in":
                return AddName(name, value.TrimStart('#', '~'), isNegated ? _notIn : _in, "Write a channel's name, as in:general, or in:@ana for a direct channel.");
            case "has":
                return AddTrait(name, value, isNegated, "has: takes file, image, link, reaction or pin.");
            case "is":
                return AddTrait(name, value, isNegated, "is: takes thread.");
            case "before" or "after" or "on":
                return AddDate(name, value, isNegated);
            default:
                return $"{name}: is no operator; there are {Operators}. To look for the words, put them in quotes.";
        }
    }

    private static string? AddName(string name, string value, List<string> names, string help)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return $"{name}: names nobody and nothing. {help}";
        }

        names.Add(value);
        return null;
    }

    private string? AddTrait(string name, string value, bool isNegated, string help)
    {
        var trait = (name, value.ToLowerInvariant()) switch
        {
            ("has", "file") => SearchTraits.File,
            ("has", "image") => SearchTraits.Image,
            ("has", "link") => SearchTraits.Link,
            ("has", "reaction") => SearchTraits.Reaction,
            ("has", "pin") => SearchTraits.Pin,
            ("is", "thread") => SearchTraits.Thread,
            _ => SearchTraits.None,
        };
        if (trait == SearchTraits.None)
        {
            return help;
        }

        if (isNegated)
        {
            _hasNot |= trait;
        }
        else
        {
            _has |= trait;
        }

        return null;
    }

    private string? AddDate(string name, string value, bool isNegated)
    {
        if (isNegated)
        {
            return $"-{name}: means nothing; use before: and after:.";
        }

        if (ReadPeriod(value.ToLowerInvariant()) is not var (first, past))
        {
            return $"{name}: takes a day (2026-01-31), a month (2026-01), a year (2026), today or yesterday.";
        }

        if (name != "before")
        {
            Later(ref _since, name == "on" ? first : past);
        }

        if (name != "after")
        {
            Earlier(ref _until, name == "on" ? past : first);
        }

        return null;
    }

    private void Later(ref DateTimeOffset? bound, DateOnly day)
    {
        var start = StartOf(day);
        bound = bound is { } other && other > start ? other : start;
    }

    private void Earlier(ref DateTimeOffset? bound, DateOnly day)
    {
        var start = StartOf(day);
        bound = bound is { } other && other < start ? other : start;
    }

    private DateTimeOffset StartOf(DateOnly day)
    {
        return new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), _offset).ToUniversalTime();
    }

    /// <returns>Its first day and the one after its last; null: it is none. The years that have four digits and a day before and after them.</returns>
    private (DateOnly First, DateOnly Past)? ReadPeriod(string value)
    {
        switch (value)
        {
            case "today":
                return (_today, _today.AddDays(1));
            case "yesterday":
                return (_today.AddDays(-1), _today);
        }

        if (TryRead(value, "yyyy-MM-dd", out var day))
        {
            return (day, day.AddDays(1));
        }

        if (TryRead(value, "yyyy-MM", out var month))
        {
            return (month, month.AddMonths(1));
        }

        return TryRead(value, "yyyy", out var year) ? (year, year.AddYears(1)) : null;
    }

    private static bool TryRead(string value, string format, out DateOnly day)
    {
        return DateOnly.TryParseExact(value, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out day) && day.Year is > 1900 and < 9999;
    }

    private bool SkipSpaces()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        return _at < _text.Length;
    }

    /// <summary>Also those that phones and word processors put in the place of ".</summary>
    private static bool IsQuote(char character)
    {
        return character is '"' or '“' or '”' or '„' or '«' or '»';
    }
}
