using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Parley.Kubernetes.Tests.LoggingTests;

/// <summary>
/// A Logstash pipeline, read by the grammar of its configuration language, and its filters run on an event as far as they are used here: <c>mutate</c> (rename, remove_field, add_field), <c>json</c>, and
/// conditions by <c>==</c> and <c>=~</c>. Anything else is an error and not passed over.
/// </summary>
internal sealed partial class Logstash
{
    private readonly List<string> _tokens;
    private int _at;

    private Logstash(string text)
    {
        _tokens = [.. Token().Matches(Comment().Replace(text, "")).Select(match => match.Value)];
        if (Space().Replace(string.Concat(_tokens), "") != Space().Replace(Comment().Replace(text, ""), ""))
        {
            throw new FormatException("There is something between the words that is no word of the language.");
        }
    }

    public static Dictionary<string, List<Node>> Parse(string text)
    {
        var reader = new Logstash(text);
        var sections = new Dictionary<string, List<Node>>(StringComparer.Ordinal);
        while (reader._at < reader._tokens.Count)
        {
            sections.Add(reader.Next(), reader.Block());
        }

        return sections;
    }

    public static void Run(IEnumerable<Node> nodes, JsonObject @event)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case Choice choice:
                    Run(Holds(choice.Condition, @event) ? choice.Then : choice.Else, @event);
                    break;
                case Plugin { Name: "json" } json:
                    foreach (var (name, value) in JsonNode.Parse((string)Find(@event, (string)json.Settings["source"])!)!.AsObject())
                    {
                        @event[name] = value?.DeepClone();
                    }

                    break;
                case Plugin { Name: "mutate", Settings.Count: 1 } mutate:
                    Mutate(mutate.Settings.Single(), @event);
                    break;
                default:
                    throw new FormatException($"{node} is not run by these tests.");
            }
        }
    }

    private static void Mutate(KeyValuePair<string, object> change, JsonObject @event)
    {
        switch (change)
        {
            case { Key: "remove_field", Value: List<string> names }:
                names.ForEach(name => Take(@event, name));
                break;
            case { Key: "rename", Value: Dictionary<string, string> names }:
                foreach (var (from, to) in names)
                {
                    if (Take(@event, from) is { } value)
                    {
                        Put(@event, to, value);
                    }
                }

                break;
            case { Key: "add_field", Value: Dictionary<string, string> values }:
                foreach (var (name, value) in values)
                {
                    Put(@event, name, JsonValue.Create(value));
                }

                break;
            default:
                throw new FormatException($"mutate's {change.Key} is not run by these tests.");
        }
    }

    private static bool Holds(string[] condition, JsonObject @event)
    {
        var value = (string?)Find(@event, condition[0]);
        return condition[1] switch
        {
            "==" => value == condition[2].Trim('"'),
            "=~" => value is not null && Regex.IsMatch(value, condition[2].Trim('/'), RegexOptions.NonBacktracking),
            var other => throw new FormatException($"{other} is not run by these tests."),
        };
    }

    private static string[] PathOf(string name)
    {
        return name.StartsWith('[') ? name[1..^1].Split("][") : [name];
    }

    private static JsonNode? Find(JsonObject @event, string name)
    {
        return PathOf(name).Aggregate((JsonNode?)@event, (node, part) => (node as JsonObject)?[part]);
    }

    private static JsonNode? Take(JsonObject @event, string name)
    {
        var path = PathOf(name);
        var parent = path[..^1].Aggregate((JsonNode?)@event, (node, part) => (node as JsonObject)?[part]) as JsonObject;
        var value = parent?[path[^1]];
        if (value is not null)
        {
            parent!.Remove(path[^1]);
        }

        return value;
    }

    private static void Put(JsonObject @event, string name, JsonNode value)
    {
        var path = PathOf(name);
        var parent = @event;
        foreach (var part in path[..^1])
        {
            parent = parent[part] as JsonObject ?? (JsonObject)(parent[part] = new JsonObject());
        }

        parent[path[^1]] = value;
    }

    private List<Node> Block()
    {
        Expect("{");
        List<Node> nodes = [];
        while (Peek() != "}")
        {
            nodes.Add(Peek() == "if" ? ReadChoice() : ReadPlugin());
        }

        Expect("}");
        return nodes;
    }

    private Choice ReadChoice()
    {
        Expect("if");
        string[] condition = [Next(), Next(), Next()];
        var then = Block();
        if (_at < _tokens.Count && Peek() == "else")
        {
            Expect("else");
            return new Choice(condition, then, Block());
        }

        return new Choice(condition, then, []);
    }

    private Plugin ReadPlugin()
    {
        var name = Next();
        Expect("{");
        var settings = new Dictionary<string, object>(StringComparer.Ordinal);
        while (Peek() != "}")
        {
            var key = Next();
            Expect("=>");
            settings.Add(key, ReadValue());
        }

        Expect("}");
        return new Plugin(name, settings);
    }

    private object ReadValue()
    {
        switch (Next())
        {
            case "[":
                List<string> list = [];
                while (Peek() != "]")
                {
                    list.Add(Next().Trim('"'));
                    if (Peek() == ",")
                    {
                        Next();
                    }
                }

                Expect("]");
                return list;
            case "{":
                var map = new Dictionary<string, string>(StringComparer.Ordinal);
                while (Peek() != "}")
                {
                    var key = Next().Trim('"');
                    Expect("=>");
                    map.Add(key, Next().Trim('"'));
                }

                Expect("}");
                return map;
            case var word:
                return word.Trim('"');
        }
    }

    private string Peek()
    {
        return _tokens[_at];
    }

    private string Next()
    {
        return _at < _tokens.Count ? _tokens[_at++] : throw new FormatException("The pipeline ends in the middle.");
    }

    private void Expect(string token)
    {
        if (Next() is var found && found != token)
        {
            throw new FormatException($"{token} was expected and {found} found.");
        }
    }

    [GeneratedRegex(@"""[^""]*""|/[^/\n]+/|(\[[@\w]+\])+|=>|==|=~|[{}\[\]]|[\w.@-]+|,", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Token();

    [GeneratedRegex(@"^\s*#.*$", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Space();

    internal abstract record Node;

    internal sealed record Plugin(string Name, Dictionary<string, object> Settings) : Node;

    internal sealed record Choice(string[] Condition, List<Node> Then, List<Node> Else) : Node;
}
