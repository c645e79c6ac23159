using System.Text.Json.Serialization;

namespace Parley.Contracts;

/// <summary>What a member may do in a workspace; <c>docs/permissions.md</c> is the table. Ordered from least to most.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WorkspaceRole>))]
public enum WorkspaceRole
{
    /// <summary>Sees only the channels that someone added them to.</summary>
    [JsonStringEnumMemberName("guest")]
    Guest = 0,

    [JsonStringEnumMemberName("member")]
    Member = 1,

    [JsonStringEnumMemberName("admin")]
    Admin = 2,

    [JsonStringEnumMemberName("owner")]
    Owner = 3,
}

/// <summary>Who finds a channel.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChannelVisibility>))]
public enum ChannelVisibility
{
    /// <summary>Every member of the workspace but guests finds, reads and joins it.</summary>
    [JsonStringEnumMemberName("public")]
    Public = 0,

    /// <summary>Only its members know that it exists.</summary>
    [JsonStringEnumMemberName("private")]
    Private = 1,

    /// <summary>A talk of fixed people; it has no name and its members never change.</summary>
    [JsonStringEnumMemberName("direct")]
    Direct = 2,
}
