using Parley.Contracts;

namespace Parley.Modules.Groups;

/// <summary>Groups of workspaces as the database knows them. Every call may throw <see cref="IOException"/> when it does not answer.</summary>
public interface IGroupStore
{
    /// <returns>In order of name, each with its people in the order of their ids.</returns>
    Task<IReadOnlyList<GroupDto>> ListAsync(Guid workspaceId, CancellationToken cancellationToken);

    /// <param name="workspaceId">Whose.</param>
    /// <param name="group">As it is to be.</param>
    /// <param name="most">So many groups a workspace may have.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<PutGroupOutcome> PutAsync(Guid workspaceId, GroupDto group, int most, CancellationToken cancellationToken);

    /// <returns>false: there was none of this name.</returns>
    Task<bool> DeleteAsync(Guid workspaceId, string name, CancellationToken cancellationToken);
}

public enum PutGroupOutcome
{
    Made = 0,

    Changed = 1,

    /// <summary>It was so before, and is as old.</summary>
    Same = 2,

    /// <summary>Someone in the workspace has the name as their username.</summary>
    NameOfSomeone = 3,

    /// <summary>Not everyone is in the workspace.</summary>
    Outsiders = 4,

    /// <summary>The workspace has as many as it may have.</summary>
    TooMany = 5,
}
