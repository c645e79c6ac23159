using System.Data.Common;

namespace Parley.Storage.Relational;

/// <summary>A connection for the length of one read or one transaction. Has one user at a time.</summary>
public sealed class Session(Database database, DbConnection connection, DbTransaction? transaction, CancellationToken cancellationToken)
{
    public Database Database { get; } = database;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <returns>The number of rows changed.</returns>
    public async Task<int> ExecuteAsync(string sql, params (string Name, object? Value)[] parameters)
    {
        await using var command = CreateCommand(sql, parameters);
        return await command.ExecuteNonQueryAsync(CancellationToken);
    }

    /// <returns>What the first row gives; the default of <typeparamref name="T"/> when there is none.</returns>
    public async Task<T?> FindAsync<T>(string sql, Func<Row, T> read, params (string Name, object? Value)[] parameters)
    {
        await using var command = CreateCommand(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken);
        return await reader.ReadAsync(CancellationToken) ? read(new Row(Database, reader)) : default;
    }

    public async Task<List<T>> ListAsync<T>(string sql, Func<Row, T> read, params (string Name, object? Value)[] parameters)
    {
        await using var command = CreateCommand(sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(CancellationToken);
        var row = new Row(Database, reader);
        var rows = new List<T>();
        while (await reader.ReadAsync(CancellationToken))
        {
            rows.Add(read(row));
        }

        return rows;
    }

    private DbCommand CreateCommand(string sql, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = transaction;
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value is null ? DBNull.Value : Database.ToParameter(value);
            command.Parameters.Add(parameter);
        }

        return command;
    }
}

/// <summary>The current row of a result, by column number.</summary>
public readonly struct Row(Database database, DbDataReader reader)
{
    public Guid Id(int column)
    {
        return database.ReadId(reader, column);
    }

    public bool IsNull(int column)
    {
        return reader.IsDBNull(column);
    }

    public Guid? IdOrNull(int column)
    {
        return reader.IsDBNull(column) ? null : Id(column);
    }

    public DateTimeOffset Time(int column)
    {
        return database.ReadTime(reader, column);
    }

    public DateTimeOffset? TimeOrNull(int column)
    {
        return reader.IsDBNull(column) ? null : Time(column);
    }

    public string Text(int column)
    {
        return reader.GetString(column);
    }

    public string? TextOrNull(int column)
    {
        return reader.IsDBNull(column) ? null : Text(column);
    }

    public long Number(int column)
    {
        return reader.GetInt64(column);
    }

    public long? NumberOrNull(int column)
    {
        return reader.IsDBNull(column) ? null : Number(column);
    }

    public int Int(int column)
    {
        return reader.GetInt32(column);
    }

    public int? IntOrNull(int column)
    {
        return reader.IsDBNull(column) ? null : Int(column);
    }

    public bool Flag(int column)
    {
        return reader.GetBoolean(column);
    }

    public byte[] Bytes(int column)
    {
        return reader.GetFieldValue<byte[]>(column);
    }
}
