using Parley.Testing;

namespace Parley.Server.Tests.Permissions;

/// <summary>Who stands for a column of a permission table.</summary>
/// <param name="Column">The column's head.</param>
/// <param name="Http">Signed in as them; for anonymous not signed in.</param>
/// <param name="Person">null: anonymous.</param>
internal sealed record Actor(string Column, HttpClient Http, Person? Person)
{
    public Actor(string column, Person person)
        : this(column, person.Http, person)
    {
    }

    /// <summary>Their account; an unknown one for anonymous.</summary>
    public Guid Id => Person?.Id ?? Guid.Empty;

    public Task<Answer> CallAsync(string method, string path, object? body = null)
    {
        return Http.CallAsync(method, path, body);
    }
}
