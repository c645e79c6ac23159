using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Parley.Server.Logging;
using Parley.Testing;

namespace Parley.Server.Tests.Logging;

/// <summary>Searches and alerts name a line by its event: each has a name, of its own, that docs/logs.md explains.</summary>
public sealed partial class EventNameTests
{
    private static readonly List<(MethodInfo Method, LoggerMessageAttribute Line)> Lines = [.. Find()];

    [Fact]
    public void Every_line_has_a_name_of_its_own_in_the_form_of_names()
    {
        Assert.True(Lines.Count >= 40, "the lines were not found");
        Assert.All(Lines, one => Assert.Matches(Name(), one.Line.EventName ?? $"{one.Method.DeclaringType}.{one.Method.Name} has none"));
        Assert.Empty(Lines.GroupBy(one => one.Line.EventName).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    [Fact]
    public void The_page_lists_every_event_with_its_level_and_no_other()
    {
        var page = Repository.Read("docs/logs.md").Split('\n').Where(line => EventRow().IsMatch(line)).Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray()).Select(row => (row[1].Trim('`'), row[2]));

        Assert.Equal(
            Lines.Select(one => (one.Line.EventName!, LevelOf(one.Line.Level))).Append((EcsAnnouncement.Action, "info")).Order(),
            page.Order());
    }

    [Fact]
    public void Every_value_that_a_line_names_has_a_field()
    {
        var values = Lines.SelectMany(one => one.Method.GetParameters()).Where(parameter => parameter.ParameterType != typeof(ILogger) && !typeof(Exception).IsAssignableFrom(parameter.ParameterType)).Select(parameter => parameter.Name!).Distinct();

        Assert.All(values, value => Assert.Contains(EcsFields.Of(value) ?? value, EcsFields.All.Keys));
    }

    [Fact]
    public void The_page_lists_every_field_with_its_type_and_no_other()
    {
        var page = Repository.Read("docs/logs.md").Split('\n').Where(line => FieldRow().IsMatch(line)).Select(line => line.Split('|').Select(cell => cell.Trim()).ToArray()).Select(row => (row[1].Trim('`'), row[2].Trim('`')));

        Assert.Equal(EcsFields.All.Select(field => (field.Key, field.Value)).Order(), page.Order());
    }

    private static IEnumerable<(MethodInfo Method, LoggerMessageAttribute Line)> Find()
    {
        return Directory.GetFiles(AppContext.BaseDirectory, "Parley.*.dll").Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => File.Exists(Repository.PathOf($"src/{name}/{name}.csproj")))
            .SelectMany(name => Assembly.Load(name).GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Select(method => (method, method.GetCustomAttribute<LoggerMessageAttribute>()!)).Where(one => one.Item2 is not null);
    }

    private static string LevelOf(LogLevel level)
    {
        return level switch
        {
            LogLevel.Debug => "debug",
            LogLevel.Information => "info",
            LogLevel.Warning => "warn",
            LogLevel.Error => "error",
            _ => throw new InvalidOperationException($"{level} has no word here."),
        };
    }

    [GeneratedRegex("^[a-z]+(-[a-z]+)*\\.[a-z]+(-[a-z]+)*$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex(@"^\| `[a-z-]+\.[a-z-]+` \| (debug|info|warn|error) \|", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex EventRow();

    [GeneratedRegex(@"^\| `[@a-z_.]+` \| `[a-z_]+` \|", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex FieldRow();
}
