namespace Parley.Storage.Relational;

/// <summary>The epoch of this database's seqs. A restore from a backup gives it a new one.</summary>
public static class EpochSql
{
    public static async Task<string> ReadAsync(Session session)
    {
        var epoch = await session.FindAsync("SELECT epoch FROM server_state", row => row.Id(0));
        return Text(epoch);
    }

    public static Task SetAsync(Session session, Guid epoch)
    {
        return session.ExecuteAsync("UPDATE server_state SET epoch = @epoch", ("epoch", epoch));
    }

    public static string Text(Guid epoch)
    {
        return epoch.ToString("N");
    }
}
