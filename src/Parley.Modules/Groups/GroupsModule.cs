using Microsoft.AspNetCore.Routing;

namespace Parley.Modules.Groups;

/// <summary>Groups of people that messages call by one name. Whom a message calls is decided by the module Mentions. Needs the port <see cref="IGroupStore"/>.</summary>
public static class GroupsModule
{
    public static void MapGroups(this IEndpointRouteBuilder api)
    {
        GroupEndpoints.Map(api);
    }
}
