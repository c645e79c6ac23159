namespace Parley.Server.Configuration;

/// <summary>What a node does; any combination.</summary>
[Flags]
internal enum NodeRoles
{
    None = 0,

    /// <summary>The event stream.</summary>
    Gateway = 1,

    /// <summary>The REST interface and the log's writer.</summary>
    Api = 2,

    /// <summary>Background work; nothing public.</summary>
    Worker = 4,

    /// <summary>The web client's files.</summary>
    Web = 8,

    /// <summary>Those that need the database.</summary>
    OnDatabase = Gateway | Api | Worker,

    All = OnDatabase | Web,
}

/// <summary>Key <c>Parley:Roles</c>: <c>all</c> (the default), or some of <c>gateway</c>, <c>api</c>, <c>worker</c> and <c>web</c> with commas between.</summary>
internal sealed record RolesSetting(NodeRoles Roles)
{
    public const string Key = "Parley:Roles";
    public const string Default = "all";

    private static readonly (string Name, NodeRoles Role)[] Names =
    [
        ("gateway", NodeRoles.Gateway),
        ("api", NodeRoles.Api),
        ("worker", NodeRoles.Worker),
        ("web", NodeRoles.Web),
        (Default, NodeRoles.All),
    ];

    public bool Needs(NodeRoles any)
    {
        return (Roles & any) != NodeRoles.None;
    }

    /// <summary>As it would be written.</summary>
    public override string ToString()
    {
        return Roles == NodeRoles.All ? Default : string.Join(',', Names.Where(role => role.Role != NodeRoles.All && Needs(role.Role)).Select(role => role.Name));
    }

    /// <exception cref="SettingException">It names something else, or nothing.</exception>
    public static RolesSetting Parse(string value)
    {
        var roles = NodeRoles.None;
        foreach (var name in value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var known = Array.FindIndex(Names, one => string.Equals(one.Name, name, StringComparison.OrdinalIgnoreCase));
            roles |= known < 0 ? throw Wrong($"names '{name}'") : Names[known].Role;
        }

        return roles == NodeRoles.None ? throw Wrong("names no role") : new RolesSetting(roles);
    }

    private static SettingException Wrong(string problem)
    {
        return new SettingException($"{Key} {problem}; it must be all, or some of gateway, api, worker and web, for example 'gateway,api'.");
    }
}
