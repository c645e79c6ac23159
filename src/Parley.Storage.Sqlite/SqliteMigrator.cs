using System.Reflection;
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
        return Migrate(typeof(SqliteMigrator).Assembly);
    }

    public SchemaState Check()
    {
        using var connection = database.Open();
        var run = ReadNames(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'SchemaVersions'");
        if (run.Count > 0)
        {
            run = ReadNames(connection, "SELECT ScriptName FROM SchemaVersions");
        }

        return new SchemaState([.. MigrationResult.ScriptsOf(typeof(SqliteMigrator).Assembly).Where(name => !run.Contains(name))], MayMigrate: true);
    }

    /// <param name="scripts">Where the migrations are embedded.</param>
    internal IReadOnlyList<string> Migrate(Assembly scripts)
    {
        using var alone = LockFile();
        using var connection = database.Open();
        SetJournalMode(connection);
        var result = DeployChanges.To
            .SqliteDatabase(connection.ConnectionString)
            .WithScriptsEmbeddedInAssembly(scripts)
            .WithTransactionPerScript()
            .LogTo(new NoOpUpgradeLog())
            .Build()
            .PerformUpgrade();
        return MigrationResult.NamesOf(result);
    }

    private static HashSet<string> ReadNames(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    /// <summary>WAL stays set in the file: readers and the writer do not wait for each other, and a commit is one sync.</summary>
    private static void SetJournalMode(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// A lock of the operating system beside the database, which ends with the process that holds it. The file stays: deleting it would let a
    /// third node lock a new one while a second still waits for the old.
    /// </summary>
    private FileStream LockFile()
    {
        while (true)
        {
            try
            {
                return new FileStream(database.Path + ".migrating", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
            }
            catch (IOException exception) when (IsHeldByAnother(exception))
            {
                // Another node migrates; its lock cannot be waited for, only tried again.
                using var pause = new ManualResetEventSlim();
                pause.Wait(LockPause);
            }
        }
    }

    /// <summary>EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows; any other failure to open the file is one.</summary>
    private static bool IsHeldByAnother(IOException exception)
    {
        return (exception.HResult & 0xFFFF) is 11 or 35 or 32;
    }
}
