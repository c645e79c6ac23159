namespace Parley.Modules.Files;

/// <summary>Removes content that nobody can see any more, and then what is known of it.</summary>
public static class BlobPurge
{
    private const int AtOnce = 100;

    /// <param name="blobs">Where the content is.</param>
    /// <param name="take">Finds ids whose content is to go, at most so many; none: all of it is gone.</param>
    /// <param name="forget">Removes what is known of them.</param>
    /// <param name="cancellationToken">Gives up; the next run goes on.</param>
    public static async Task RunAsync(
        IBlobStore blobs,
        Func<int, CancellationToken, Task<IReadOnlyList<Guid>>> take,
        Func<IReadOnlyList<Guid>, CancellationToken, Task> forget,
        CancellationToken cancellationToken)
    {
        while (await take(AtOnce, cancellationToken) is { Count: > 0 } ids)
        {
            foreach (var id in ids)
            {
                await blobs.DeleteAsync(id, cancellationToken);
            }

            // Last: what is still known is looked for again.
            await forget(ids, cancellationToken);
        }
    }
}
