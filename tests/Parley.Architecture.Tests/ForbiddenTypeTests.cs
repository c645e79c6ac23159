namespace Parley.Architecture.Tests;

/// <summary>Who may touch HTTP and who may touch SQL, from what the compiled projects refer to.</summary>
public sealed class ForbiddenTypeTests
{
    private static readonly string[] Http = ["Microsoft.AspNetCore", "System.Net.Http"];
    private static readonly string[] Sql = ["System.Data", "Microsoft.Data", "Npgsql", "SQLitePCL", "DbUp"];

    [Theory]
    [InlineData("Parley.Contracts")]
    [InlineData("Parley.Realtime")]
    public void The_engine_and_the_wire_shapes_know_neither_HTTP_nor_SQL(string project)
    {
        Assert.Empty(TypesOf(project, [.. Http, .. Sql]));
    }

    [Theory]
    [InlineData("Parley.Modules")]
    [InlineData("Parley.Client")]
    [InlineData("parley")]
    public void Only_storage_projects_touch_the_database(string project)
    {
        Assert.Empty(TypesOf(project, Sql));
    }

    [Fact]
    public void The_server_reads_a_connection_string_reports_a_failed_start_and_touches_the_database_no_further()
    {
        Assert.Equal(["System.Data.Common.DbConnectionStringBuilder", "System.Data.Common.DbException"], TypesOf("Parley.Server", Sql));
    }

    [Theory]
    [InlineData("Parley.Storage.Relational")]
    [InlineData("Parley.Storage.Sqlite")]
    [InlineData("Parley.Storage.Postgres")]
    public void Storage_knows_nothing_of_HTTP_but_does_touch_the_database(string project)
    {
        Assert.Empty(TypesOf(project, Http));
        Assert.NotEmpty(TypesOf(project, Sql));
    }

    private static string[] TypesOf(string project, string[] namespaces)
    {
        using var module = Repository.Read(project);
        return [.. module.GetTypeReferences().Where(type => namespaces.Any(one => IsIn(type.Namespace, one))).Select(type => type.FullName).Order()];
    }

    private static bool IsIn(string name, string parent)
    {
        return name == parent || name.StartsWith(parent + ".", StringComparison.Ordinal);
    }
}
