using DbUp;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using Parley.Storage.Relational;

namespace Parley.Storage.Sqlite;

public sealed class SqliteMigrator(SqliteDatabase database) : ISchemaMigrator
{
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(50);

    public IReadOnlyList<string> Migrate()
    {
        using var alone = LockFile();
        using var connection = database.Open();
        SetJournalMode(connection);
        var result = DeployChanges.To
            .SqliteDatabase(connection.ConnectionString)
            .WithScriptsEmbeddedInAssembly(typeof(SqliteMigrator).Assembly)
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        return MigrationResult.NamesOf(result);
    }

    /// <summary>WAL stays set in the file: readers and the writer do not wait for each other, and a commit is one sync.</summary>
    private static void SetJournalMode(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        command.ExecuteNonQuery();
    }

    /// <summary>A lock of the operating system beside the database, which ends with the process that holds it.</summary>
    private FileStream LockFile()
    {
        var path = database.Path + ".migrating";
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Another node migrates; its lock cannot be waited for, only tried again.
                using var pause = new ManualResetEventSlim();
                pause.Wait(LockPause);
            }
        }
    }
}
