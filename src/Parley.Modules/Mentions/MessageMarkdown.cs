using Markdig;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Parley.Modules.Mentions;

/// <summary>A message's Markdown, as clients read it.</summary>
public static class MessageMarkdown
{
    private static readonly MarkdownPipeline Pipeline = BuildPipeline();

    /// <returns>null: no person writes such Markdown, and clients show it as it is written.</returns>
    public static MarkdownDocument? TryParse(string text)
    {
        if (IntricateText.Is(text))
        {
            return null;
        }

        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig's answer to a text that is nested too deeply.
            return null;
        }
    }

    public static bool IsQuoted(Block block)
    {
        for (var parent = block.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is QuoteBlock)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The client's rules, in web/src/ui/markdown/parse.ts: no HTML, no definitions that make text disappear, no headings by underline, no code by indent.</summary>
    private static MarkdownPipeline BuildPipeline()
    {
        var builder = new MarkdownPipelineBuilder().UseAutoLinks().DisableHtml();
        builder.BlockParsers.TryRemove<IndentedCodeBlockParser>();
        if (builder.BlockParsers.Find<ParagraphBlockParser>() is { } paragraphs)
        {
            paragraphs.ParseSetextHeadings = false;
        }

        return builder.Build();
    }
}
