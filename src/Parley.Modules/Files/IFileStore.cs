namespace Parley.Modules.Files;

/// <summary>Files as the database knows them. Every call may throw <see cref="IOException"/> when it does not answer.</summary>
public interface IFileStore
{
    /// <summary>Before the content is written, so that no content is without a file that leads to it.</summary>
    Task AddAsync(StoredFile file, CancellationToken cancellationToken);

    /// <summary>The content is there.</summary>
    /// <param name="fileId">Of a file that is <see cref="FileState.Uploading"/>.</param>
    /// <param name="bytes">How long it is.</param>
    /// <param name="workspaceBytes">What all files of the workspace may come to.</param>
    /// <param name="cancellationToken">To give up.</param>
    /// <returns>false: the workspace has no room for it, and it is <see cref="FileState.Removed"/>.</returns>
    Task<bool> CompleteAsync(Guid fileId, long bytes, long workspaceBytes, CancellationToken cancellationToken);

    /// <returns>null: there is none.</returns>
    Task<StoredFile?> FindAsync(Guid fileId, CancellationToken cancellationToken);

    /// <returns>Those that there are, in any order.</returns>
    Task<List<StoredFile>> FindAsync(IReadOnlyCollection<Guid> fileIds, CancellationToken cancellationToken);

    /// <summary>Says what a file that is in no message shows; null: nothing.</summary>
    /// <returns>As it is then; null: there is no such file of this account, or a message has it.</returns>
    Task<StoredFile?> DescribeAsync(Guid fileId, Guid uploaderId, string? alt, CancellationToken cancellationToken);

    /// <summary>Removes a file that is in no message, whether its content is whole or not.</summary>
    /// <returns>false: there is no such file of this account.</returns>
    Task<bool> DiscardAsync(Guid fileId, Guid uploaderId, CancellationToken cancellationToken);

    /// <summary>Files whose content nobody needs: removed, or in no message and begun before then. They are <see cref="FileState.Removed"/> when this returns.</summary>
    Task<IReadOnlyList<Guid>> TakeRemovedAsync(DateTimeOffset abandonedBefore, int limit, CancellationToken cancellationToken);

    /// <summary>Their content is gone.</summary>
    Task ForgetAsync(IReadOnlyList<Guid> fileIds, CancellationToken cancellationToken);
}
