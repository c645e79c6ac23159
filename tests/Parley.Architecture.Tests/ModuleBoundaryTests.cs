using Mono.Cecil;

namespace Parley.Architecture.Tests;

/// <summary>
/// Inside Parley.Modules each folder is a module. It uses of another module only what is public there, and only of those that the table names;
/// Api, the words of the HTTP interface, is for all. A new arrow is a decision.
/// </summary>
public sealed class ModuleBoundaryTests
{
    private const string Root = "Parley.Modules.";
    private const string ForAll = "Api";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        [ForAll] = [],
        ["Audit"] = [],
        ["Jobs"] = [],
        ["Business"] = [],
        // What expired is removed by a job.
        ["Workspaces"] = ["Jobs"],
        // Signing up uses an invite and leads into a workspace; what expired is removed by a job.
        ["Accounts"] = ["Jobs", "Workspaces"],
        // A connection's token is an account's; a channel's members are members of its workspace.
        ["Channels"] = ["Accounts", "Workspaces"],
        // A file is of a channel, and what nobody needs is removed by a job.
        ["Files"] = ["Channels", "Jobs"],
        // An avatar is a blob as files are, changes what others see of an account, and what nobody needs is removed by a job.
        ["Avatars"] = ["Files", "Jobs", "Workspaces"],
        // An emoji is a picture as an avatar is, a blob as files are, of a workspace; what nobody needs is removed by a job.
        ["CustomEmoji"] = ["Avatars", "Files", "Jobs", "Workspaces"],
        // A group is of a workspace.
        ["Groups"] = ["Workspaces"],
        // A member of the workspace sees what mentions them; what is stored with a message says whom it calls.
        ["Mentions"] = ["Channels", "Workspaces"],
        // A message brings files, and calls people.
        ["Messages"] = ["Channels", "Files", "Mentions"],
        // A message's links are looked at after it is written, by a job; what they lead to is an event, with pictures that are blobs.
        ["LinkPreviews"] = ["Channels", "Files", "Jobs", "Mentions", "Messages"],
        ["Pins"] = ["Channels"],
        // People react with the workspace's own emoji, too.
        ["Reactions"] = ["Channels", "CustomEmoji"],
        // What waits to be a message is held to a message's text.
        ["Drafts"] = ["Channels", "Messages"],
        // A workspace's list is for its members.
        ["SavedMessages"] = ["Channels", "Workspaces"],
        ["ReadMarkers"] = ["Channels"],
        // People and channels are found by their names; what was posted before there was an index comes into it by a job.
        ["Search"] = ["Channels", "Jobs", "Workspaces"],
        // A status is said with one emoji, changes what others see of an account, and a job tells of its end.
        ["Statuses"] = ["Jobs", "Reactions", "Workspaces"],
        // A channel is muted by its members; quiet hours are by the clock of a place.
        ["Notifications"] = ["Accounts", "Channels"],
        // A thread's page is a window of messages; a list of threads is a workspace's.
        ["Threads"] = ["Channels", "Messages", "Workspaces"],
    };

    private static readonly Lazy<Use[]> Uses = new(ReadUses);

    [Fact]
    public void Modules_use_only_the_modules_that_the_table_names()
    {
        Assert.NotEmpty(Uses.Value);
        Assert.Empty(Uses.Value.Where(use => use.To != ForAll && !Allowed.GetValueOrDefault(use.From, []).Contains(use.To)).Select(Describe).Distinct());
    }

    [Fact]
    public void Modules_use_only_what_is_public_in_another()
    {
        Assert.Empty(Uses.Value.Where(use => use.To != ForAll && !IsPublic(use.Member)).Select(Describe).Distinct());
    }

    [Fact]
    public void Every_arrow_of_the_table_is_used_so_that_the_table_does_not_go_stale()
    {
        var declared = Allowed.SelectMany(module => module.Value.Select(to => $"{module.Key} -> {to}"));

        Assert.Empty(declared.Except(Uses.Value.Select(use => $"{use.From} -> {use.To}")));
    }

    [Fact]
    public void Arrows_between_modules_make_no_circle()
    {
        var left = Allowed.ToDictionary(module => module.Key, module => module.Value.ToHashSet());
        while (left.FirstOrDefault(module => module.Value.Count == 0).Key is { } done)
        {
            left.Remove(done);
            foreach (var targets in left.Values)
            {
                targets.Remove(done);
            }
        }

        Assert.Empty(left.Select(module => $"{module.Key} -> {string.Join(", ", module.Value)}"));
    }

    private static Use[] ReadUses()
    {
        using var module = Repository.Read("Parley.Modules");
        return
        [
            .. from type in module.Types
               let fromModule = ModuleOf(type)
               where fromModule is not null
               from member in UsedMembers.Of(type)
               let toModule = ModuleOf(member as TypeReference ?? member.DeclaringType)
               where toModule is not null && toModule != fromModule
               select new Use(fromModule, type.FullName, toModule, Resolve(member)),
        ];
    }

    /// <returns>null for what is not of a module: the framework, other projects, what the compiler adds.</returns>
    private static string? ModuleOf(TypeReference type)
    {
        while (type.DeclaringType is { } declaring)
        {
            type = declaring;
        }

        return type.GetElementType().Namespace is var name && name.StartsWith(Root, StringComparison.Ordinal) ? name[Root.Length..].Split('.')[0] : null;
    }

    private static IMemberDefinition Resolve(MemberReference member)
    {
        return member switch
        {
            TypeReference type => type.Resolve(),
            MethodReference method => method.Resolve(),
            FieldReference field => field.Resolve(),
            _ => throw new InvalidOperationException($"Unknown member {member}."),
        };
    }

    private static bool IsPublic(IMemberDefinition member)
    {
        return member switch
        {
            TypeDefinition { IsNested: true } type => type.IsNestedPublic && IsPublic(type.DeclaringType),
            TypeDefinition type => type.IsPublic,
            MethodDefinition method => (method.IsPublic || method.IsFamily) && IsPublic(method.DeclaringType),
            FieldDefinition field => field.IsPublic && IsPublic(field.DeclaringType),
            _ => false,
        };
    }

    private static string Describe(Use use)
    {
        return $"{use.From} -> {use.To}: {use.Type} uses {use.Member.FullName}";
    }

    private sealed record Use(string From, string Type, string To, IMemberDefinition Member);
}
