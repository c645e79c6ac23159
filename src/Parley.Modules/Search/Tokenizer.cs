using System.Globalization;
using System.Text;

namespace Parley.Modules.Search;

/// <summary>
/// Cuts a text into what can be searched for, in any language, by Unicode's categories alone: letters and digits that stand together are a word; of scripts without
/// spaces between words (Chinese, Japanese, Thai, ...; Korean, too, whose words carry endings) each character is a token; and so is each emoji.
/// The whole server searches by these rules: both databases are given what comes out.
/// </summary>
internal sealed class Tokenizer
{
    /// <summary>What is longer, such as a blob in base64, is found by its beginning.</summary>
    public const int WordCharacters = 64;

    private const int VoicedMark = 0x3099;
    private const int SemiVoicedMark = 0x309A;
    private const string Voiceable = "かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホ";
    private const string SemiVoiceable = "はひふへほハヒフヘホ";

    private readonly StringBuilder _word = new();
    private readonly List<Token> _tokens = [];
    private int _start;
    private int _end;

    private Tokenizer()
    {
    }

    public static List<Token> Tokenize(string text)
    {
        var tokenizer = new Tokenizer();
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            // Half of a surrogate pair is one unit, and comes as a replacement character of one, too.
            tokenizer.Add(rune, at, rune.Utf16SequenceLength);
            at += rune.Utf16SequenceLength;
        }

        tokenizer.EndWord();
        return tokenizer._tokens;
    }

    private void Add(Rune rune, int at, int length)
    {
        switch (KindOf(rune))
        {
            case RuneKind.Word:
                AddToWord(rune, at, length);
                break;
            case RuneKind.Unspaced:
                EndWord();
                AddUnspaced(rune, at, length);
                break;
            case RuneKind.Symbol:
                EndWord();
                _tokens.Add(new Token(rune.ToString(), at, length, IsUnspaced: false));
                break;
            case RuneKind.Mark:
                AddMark(rune, at, length);
                break;
            default:
                EndWord();
                break;
        }
    }

    private void AddToWord(Rune rune, int at, int length)
    {
        if (_word.Length == 0)
        {
            _start = at;
        }

        if (_word.Length < WordCharacters)
        {
            Folding.Append(rune, _word);
        }

        _end = at + length;
    }

    private void EndWord()
    {
        if (_word.Length > 0)
        {
            var text = _word.ToString(0, Math.Min(_word.Length, WordCharacters));
            _tokens.Add(new Token(char.IsHighSurrogate(text[^1]) ? text[..^1] : text, _start, _end - _start, IsUnspaced: false));
            _word.Clear();
        }
    }

    private void AddUnspaced(Rune rune, int at, int length)
    {
        var folded = new StringBuilder();
        Folding.Append(rune, folded);
        if (folded.Length == 1 && folded[0] is (char)VoicedMark or (char)SemiVoicedMark)
        {
            AddMark(new Rune(folded[0]), at, length);
            return;
        }

        if (IsVowelOrTail(rune) && ComposeSyllable(rune, at, length))
        {
            return;
        }

        _tokens.Add(new Token(folded.ToString(), at, length, IsUnspaced: true));
    }

    /// <summary>A sign on the character before it: of no weight where it is an accent, a letter's part where scripts write vowels with it.</summary>
    private void AddMark(Rune rune, int at, int length)
    {
        if (_word.Length > 0)
        {
            if (!IsAccent(rune) && _word.Length < WordCharacters)
            {
                Folding.Append(rune, _word);
            }

            _end = at + length;
        }
        else if (_tokens.Count > 0 && _tokens[^1] is var last && last.End == at)
        {
            var text = rune.Value switch
            {
                VoicedMark => Voiced(last.Text),
                SemiVoicedMark => SemiVoiced(last.Text),
                // Any number of marks can stand on one letter; a term is no longer than a word may be.
                _ => last.IsUnspaced && !IsAccent(rune) && last.Text.Length < WordCharacters ? last.Text + rune : last.Text,
            };
            _tokens[^1] = last with { Text = text, Length = at + length - last.Start };
        }
    }

    private static string Voiced(string kana)
    {
        return kana switch
        {
            "う" => "ゔ",
            "ウ" => "ヴ",
            _ => kana.Length == 1 && Voiceable.Contains(kana[0], StringComparison.Ordinal) ? ((char)(kana[0] + 1)).ToString() : kana,
        };
    }

    private static string SemiVoiced(string kana)
    {
        return kana.Length == 1 && SemiVoiceable.Contains(kana[0], StringComparison.Ordinal) ? ((char)(kana[0] + 2)).ToString() : kana;
    }

    /// <summary>Korean as some systems write file names: each syllable in its two or three parts (Unicode 16.0, 3.12 Conjoining Jamo Behavior).</summary>
    private bool ComposeSyllable(Rune part, int at, int length)
    {
        if (_tokens.Count == 0 || _tokens[^1] is not { IsUnspaced: true, Text: [var before] } last || last.End != at)
        {
            return false;
        }

        var syllable = part.Value switch
        {
            >= 0x1161 and <= 0x1175 when before is >= '\u1100' and <= '\u1112' => 0xAC00 + (((before - 0x1100) * 21) + (part.Value - 0x1161)) * 28,
            >= 0x11A8 and <= 0x11C2 when before is >= '\uAC00' and <= '\uD7A3' && (before - 0xAC00) % 28 == 0 => before + part.Value - 0x11A7,
            _ => 0,
        };
        if (syllable == 0)
        {
            return false;
        }

        _tokens[^1] = last with { Text = ((char)syllable).ToString(), Length = at + length - last.Start };
        return true;
    }

    private static bool IsVowelOrTail(Rune rune)
    {
        return rune.Value is >= 0x1161 and <= 0x11C2;
    }

    private static RuneKind KindOf(Rune rune)
    {
        if (rune.IsAscii)
        {
            return char.IsAsciiLetterOrDigit((char)rune.Value) ? RuneKind.Word : RuneKind.Between;
        }

        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => RuneKind.Mark,
            // What joins the parts of an emoji, or of a word, and shows nothing itself; ـ only makes an Arabic word wider.
            UnicodeCategory.Format => RuneKind.Mark,
            UnicodeCategory.ModifierSymbol when rune.Value is >= 0x1F3FB and <= 0x1F3FF => RuneKind.Mark,
            UnicodeCategory.ModifierLetter when rune.Value == 0x0640 => RuneKind.Mark,
            UnicodeCategory.OtherSymbol => RuneKind.Symbol,
            _ when Rune.IsLetterOrDigit(rune) || Rune.IsNumber(rune) => IsUnspaced(rune.Value) ? RuneKind.Unspaced : RuneKind.Word,
            _ => RuneKind.Between,
        };
    }

    /// <summary>Signs without weight: accents of Latin, Greek and Cyrillic, Hebrew's points, Arabic's vowels, and what joins or varies an emoji.</summary>
    private static bool IsAccent(Rune rune)
    {
        return Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.ModifierSymbol or UnicodeCategory.ModifierLetter
            || rune.Value is (>= 0x0300 and <= 0x036F) or (>= 0x0591 and <= 0x05C7) or (>= 0x0610 and <= 0x061A) or (>= 0x064B and <= 0x065F) or 0x0670
                or (>= 0x06D6 and <= 0x06DC) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF) or (>= 0x20D0 and <= 0x20FF) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);
    }

    private static bool IsUnspaced(int value)
    {
        return value is (>= 0x0E00 and <= 0x0EFF) // Thai, Lao
            or (>= 0x1000 and <= 0x109F) // Myanmar
            or (>= 0x1100 and <= 0x11FF) // Korean, in parts
            or (>= 0x1780 and <= 0x17FF) // Khmer
            or (>= 0x2E80 and <= 0x2FDF) // radicals
            or (>= 0x3005 and <= 0x30FF) // 々, Hiragana, Katakana
            or (>= 0x3105 and <= 0x31FF) // Bopomofo, Korean, Katakana
            or (>= 0x3400 and <= 0x9FFF) // Han
            or (>= 0xAC00 and <= 0xD7A3) // Korean
            or (>= 0xF900 and <= 0xFAFF) // Han
            or (>= 0xFF66 and <= 0xFFDC) // narrow Katakana and Korean
            or (>= 0x1AFF0 and <= 0x1B16F) // Kana
            or (>= 0x20000 and <= 0x3FFFF); // Han
    }

    private enum RuneKind
    {
        Between,
        Word,
        Unspaced,
        Symbol,
        Mark,
    }
}
