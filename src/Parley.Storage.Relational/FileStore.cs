using Parley.Modules.Files;

namespace Parley.Storage.Relational;

public sealed class FileStore(Database database) : IFileStore
{
    private const string Columns = "id, channel_id, uploader_id, name, media_type, bytes, width, height, state, uploaded_at, alt, blur";

    public Task AddAsync(StoredFile file, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            session => session.ExecuteAsync(
                $"""
                INSERT INTO files ({Columns})
                VALUES (@id, @channel, @uploader, @name, @media_type, @bytes, @width, @height, @state, @uploaded_at, @alt, @blur)
                """,
                ("id", file.Id),
                ("channel", file.ChannelId),
                ("uploader", file.UploaderId),
                ("name", file.Name),
                ("media_type", file.MediaType),
                ("bytes", file.Bytes),
                ("width", file.Width),
                ("height", file.Height),
                ("state", (int)file.State),
                ("uploaded_at", file.UploadedAt),
                ("alt", file.Alt),
                ("blur", file.Blur)),
            cancellationToken);
    }

    public Task<bool> CompleteAsync(Guid fileId, long bytes, long workspaceBytes, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                var hasRoom = bytes <= workspaceBytes && await session.ExecuteAsync(
                    """
                    INSERT INTO workspace_files (workspace_id, bytes)
                    SELECT c.workspace_id, @bytes FROM files f JOIN channels c ON c.id = f.channel_id WHERE f.id = @id AND f.state = 0
                    ON CONFLICT (workspace_id) DO UPDATE SET bytes = workspace_files.bytes + excluded.bytes WHERE workspace_files.bytes + excluded.bytes <= @most
                    """,
                    ("id", fileId),
                    ("bytes", bytes),
                    ("most", workspaceBytes)) > 0;
                await session.ExecuteAsync(
                    "UPDATE files SET state = @state, bytes = @bytes WHERE id = @id AND state = 0",
                    ("id", fileId),
                    ("state", (int)(hasRoom ? FileState.Uploaded : FileState.Removed)),
                    ("bytes", hasRoom ? bytes : 0));
                return hasRoom;
            },
            cancellationToken);
    }

    public Task<StoredFile?> FindAsync(Guid fileId, CancellationToken cancellationToken)
    {
        return database.ReadAsync(session => session.FindAsync($"SELECT {Columns} FROM files WHERE id = @id", Read, ("id", fileId)), cancellationToken);
    }

    public Task<List<StoredFile>> FindAsync(IReadOnlyCollection<Guid> fileIds, CancellationToken cancellationToken)
    {
        var ids = fileIds.Select((fileId, index) => ($"id{index}", (object?)fileId)).ToArray();
        var names = string.Join(", ", ids.Select(id => $"@{id.Item1}"));
        return database.ReadAsync(session => session.ListAsync($"SELECT {Columns} FROM files WHERE id IN ({names})", Read, ids), cancellationToken);
    }

    public Task<StoredFile?> DescribeAsync(Guid fileId, Guid uploaderId, string? alt, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            session => session.FindAsync(
                $"UPDATE files SET alt = @alt WHERE id = @id AND uploader_id = @uploader AND state = 1 RETURNING {Columns}", Read, ("id", fileId), ("uploader", uploaderId), ("alt", alt)),
            cancellationToken);
    }

    public Task<bool> DiscardAsync(Guid fileId, Guid uploaderId, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session => await session.ExecuteAsync(
                "UPDATE files SET state = 3 WHERE id = @id AND uploader_id = @uploader AND state IN (0, 1)", ("id", fileId), ("uploader", uploaderId)) > 0,
            cancellationToken);
    }

    public Task<IReadOnlyList<Guid>> TakeRemovedAsync(DateTimeOffset abandonedBefore, int limit, CancellationToken cancellationToken)
    {
        return database.WriteAsync<IReadOnlyList<Guid>>(
            async session =>
            {
                // Index files_by_abandonment; posting one of them waits here, or finds that it is removed.
                await session.ExecuteAsync("UPDATE files SET state = 3 WHERE state IN (0, 1) AND uploaded_at < @before", ("before", abandonedBefore));

                // Index files_by_removal.
                return await session.ListAsync("SELECT id FROM files WHERE state = 3 ORDER BY id LIMIT @limit", row => row.Id(0), ("limit", limit));
            },
            cancellationToken);
    }

    public Task ForgetAsync(IReadOnlyList<Guid> fileIds, CancellationToken cancellationToken)
    {
        return database.WriteAsync(
            async session =>
            {
                foreach (var fileId in fileIds)
                {
                    // What another worker forgot is not taken off twice.
                    var forgotten = await session.FindAsync(
                        "DELETE FROM files WHERE id = @id AND state = 3 RETURNING channel_id, bytes",
                        row => ((Guid ChannelId, long Bytes)?)(row.Id(0), row.Number(1)),
                        ("id", fileId));
                    if (forgotten is { Bytes: > 0 } file)
                    {
                        await session.ExecuteAsync(
                            "UPDATE workspace_files SET bytes = bytes - @bytes WHERE workspace_id = (SELECT workspace_id FROM channels WHERE id = @channel)",
                            ("bytes", file.Bytes),
                            ("channel", file.ChannelId));
                    }
                }

                return fileIds.Count;
            },
            cancellationToken);
    }

    private static StoredFile Read(Row row)
    {
        return new StoredFile
        {
            Id = row.Id(0),
            ChannelId = row.Id(1),
            UploaderId = row.Id(2),
            Name = row.Text(3),
            MediaType = row.Text(4),
            Bytes = row.Number(5),
            Width = row.IntOrNull(6),
            Height = row.IntOrNull(7),
            State = (FileState)row.Int(8),
            UploadedAt = row.Time(9),
            Alt = row.TextOrNull(10),
            Blur = row.TextOrNull(11),
        };
    }
}
