namespace Parley.Cli.Seed;

/// <summary>Messages as people write them: mostly a sentence, often a short answer, now and then code, a list, a link, a quotation.</summary>
internal sealed class MessageTexts(ISentences phrases, ISentences? fortunes, IReadOnlyList<Person> people)
{
    private static readonly string[] Answers =
    [
        "👍", "+1", "lgtm", "Yes.", "no", "ok!", "😂", "🎉🎉🎉", "thanks!", "danke dir", "merci !", "¡gracias!", "ありがとう！", "谢谢", "спасибо", "شكرًا", "תודה", "고마워요", "on it", "👀",
        "same here", "haha", "Done ✅", "Good question.", "I do not know, sorry", "one moment", "🤔", "👏🏽", "👩‍💻", "❤️", "wait, what?", "Makes sense.", "let me check", "back in 5 min", "brb",
    ];

    private static readonly string[] Code =
    [
        "```csharp\nawait foreach (var frame in stream.ReadAsync(cancellationToken))\n{\n    Handle(frame);\n}\n```",
        "```sql\nSELECT channel_id, max(seq)\nFROM events\nGROUP BY channel_id\nORDER BY 2 DESC\nLIMIT 10;\n```",
        "```sh\nkubectl -n parley rollout status deployment/api --timeout=120s\n```",
        "```ts\nexport const sleep = (ms: number): Promise<void> =>\n  new Promise((resolve) => setTimeout(resolve, ms));\n```",
        "```json\n{ \"type\": \"message.posted\", \"seq\": 58 }\n```",
        "```python\ndef median(xs):\n    xs = sorted(xs)\n    return xs[len(xs) // 2]\n```",
        "```diff\n- timeout: 5s\n+ timeout: 30s\n```",
        "```\npanic: runtime error: index out of range [3] with length 3\n\tmain.go:42 +0x1d\n```",
    ];

    private static readonly string[] Links =
    [
        "https://www.rfc-editor.org/rfc/rfc6455", "https://www.postgresql.org/docs/current/mvcc.html", "https://sqlite.org/wal.html", "https://developer.mozilla.org/en-US/docs/Web/API/WebSocket",
        "https://en.wikipedia.org/wiki/Two_Generals%27_Problem", "https://ja.wikipedia.org/wiki/猫", "https://www.unicode.org/reports/tr51/", "https://example.org/tickets/4711?tab=log#line-30",
    ];

    public string Next(Random random)
    {
        return random.Next(100) switch
        {
            < 42 => phrases.Next(random),
            < 60 => fortunes?.Next(random) ?? phrases.Next(random),
            < 78 => One(Answers, random),
            < 83 => $"@{people[random.Next(people.Count)].Username} {phrases.Next(random)}",
            < 87 => $"{phrases.Next(random)}\n\n{One(Code, random)}",
            < 90 => List(random),
            < 95 => $"{phrases.Next(random)} {One(Links, random)}",
            < 97 => $"> {phrases.Next(random)}\n\n{One(Answers, random)}",
            < 99 => $"**{phrases.Next(random)}** _{phrases.Next(random)}_ `{random.Next(100_000)}`",
            _ => string.Join("\n\n", Enumerable.Range(0, random.Next(3, 9)).Select(_ => phrases.Next(random))),
        };
    }

    /// <summary>What an author makes of a message on second thought.</summary>
    public string Edited(string text, Random random)
    {
        return random.Next(3) switch
        {
            0 => $"{text}\n\n(edit: {phrases.Next(random)})",
            1 => $"{text} ✏️",
            _ => phrases.Next(random),
        };
    }

    private string List(Random random)
    {
        var isNumbered = random.Next(2) == 0;
        return phrases.Next(random) + "\n\n" + string.Join('\n', Enumerable.Range(1, random.Next(2, 6)).Select(number =>
            (isNumbered ? $"{number}. " : random.Next(4) == 0 ? "- [x] " : "- ") + phrases.Next(random)));
    }

    private static string One(string[] options, Random random)
    {
        return options[random.Next(options.Length)];
    }
}
