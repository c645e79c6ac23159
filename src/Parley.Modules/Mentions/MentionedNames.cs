using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Parley.Modules.Mentions;

/// <summary>
/// What a message's text calls: <c>@username</c>, <c>@channel</c> and <c>@here</c> in its Markdown, outside code and links, and outside quotations: whom someone else
/// called is not called again. The client marks the same ones by the same rule; both are held against tests/vectors/mentions.json.
/// </summary>
/// <param name="Names">In lower case and in their order: each as the names that it may be, best first, since a full stop may end a sentence or a username.</param>
/// <param name="Channel">Whether <c>@channel</c> is among them.</param>
/// <param name="Here">Whether <c>@here</c> is.</param>
internal sealed record MentionedNames(IReadOnlyList<IReadOnlyList<string>> Names, bool Channel, bool Here)
{
    public const string ChannelWord = "channel";
    public const string HereWord = "here";

    // Stands where a node of another kind begins or ends.
    private const char Border = '\uFFFC';

    public bool IsEmpty => Names.Count == 0 && !Channel && !Here;

    /// <param name="text">A message's Markdown.</param>
    /// <param name="most">Further names are left out.</param>
    public static MentionedNames Find(string text, int most)
    {
        var found = new Finder(most);
        foreach (var line in PlainTexts(text))
        {
            found.Look(line);
        }

        return found.ToNames();
    }

    /// <summary>The text of each block that is not quoted, without code and links. Markdown that no person writes has none: clients show it as it is written.</summary>
    private static List<string> PlainTexts(string text)
    {
        if (MessageMarkdown.TryParse(text) is not { } document)
        {
            return [];
        }

        var texts = new List<string>();
        foreach (var block in document.Descendants<LeafBlock>())
        {
            if (block.Inline is { } inlines && !MessageMarkdown.IsQuoted(block))
            {
                var plain = new StringBuilder();
                Append(plain, inlines);
                texts.Add(plain.ToString());
            }
        }

        return texts;
    }

    private static void Append(StringBuilder plain, ContainerInline inlines)
    {
        foreach (var inline in inlines)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    plain.Append(literal.Content.AsSpan());
                    break;
                case HtmlEntityInline entity:
                    plain.Append(entity.Transcoded.AsSpan());
                    break;
                case LineBreakInline:
                    plain.Append('\n');
                    break;
                case LinkInline or AutolinkInline or CodeInline:
                    plain.Append(Border);
                    break;
                case ContainerInline container:
                    plain.Append(Border);
                    Append(plain, container);
                    plain.Append(Border);
                    break;
                default:
                    plain.Append(Border);
                    break;
            }
        }
    }

    private sealed class Finder(int most)
    {
        private readonly List<IReadOnlyList<string>> _names = [];
        private readonly HashSet<string> _known = new(StringComparer.Ordinal);
        private bool _channel;
        private bool _here;

        public MentionedNames ToNames()
        {
            return new MentionedNames(_names, _channel, _here);
        }

        public void Look(string text)
        {
            for (var at = text.IndexOf('@', StringComparison.Ordinal); at >= 0; at = text.IndexOf('@', at + 1))
            {
                var end = at + 1;
                while (end < text.Length && IsOfName(text[end]))
                {
                    end++;
                }

                // A letter before it makes it an address, a slash a path; another @ after it an account elsewhere.
                var isAlone = (at == 0 || !IsOfAddress(text[at - 1])) && (end == text.Length || text[end] != '@');
                if (isAlone && end > at + 1)
                {
                    Add(text[(at + 1)..end].ToLowerInvariant());
                }
            }
        }

        private void Add(string name)
        {
            var trimmed = name.TrimEnd('.', '-', '_');
            if (trimmed is ChannelWord or HereWord)
            {
                _channel |= trimmed == ChannelWord;
                _here |= trimmed == HereWord;
            }
            else if (char.IsAsciiLetterOrDigit(name[0]) && _names.Count < most && _known.Add(name))
            {
                _names.Add(trimmed == name ? [name] : [name, trimmed]);
            }
        }

        private static bool IsOfName(char character)
        {
            return char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_';
        }

        private static bool IsOfAddress(char character)
        {
            return IsOfName(character) || character is '@' or '/' or '+' or '=' or '&' or '#' or '%';
        }
    }
}
