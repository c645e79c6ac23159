using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Parley.Contracts;
using Parley.Modules.Channels.Log;

namespace Parley.Storage.Postgres;

/// <summary>Drafts as the parameters of <see cref="PostSql"/>, a column each.</summary>
internal static class PostParameters
{
    /// <returns>The statement for these drafts. A batch of texts, as nearly all are, pays nothing for what others bring.</returns>
    public static string Fill(NpgsqlParameterCollection parameters, IReadOnlyList<MessageDraft> drafts)
    {
        AddTexts(parameters, drafts);
        if (!HasMore(drafts))
        {
            return PostSql.Plain;
        }

        parameters.Add(Column(drafts, NpgsqlDbType.Bigint, draft => draft.Reply?.ThreadSeq));
        parameters.Add(Column(drafts, NpgsqlDbType.Boolean, draft => draft.Reply is { AlsoInChannel: true }));
        parameters.Add(Column(drafts, NpgsqlDbType.Text, draft => draft.Files is null ? null : JsonSerializer.Serialize(draft.Files, ParleyJson.Context.IReadOnlyListFileDto)));
        parameters.Add(Column(drafts, NpgsqlDbType.Text, draft => draft.Mentions?.Json));
        AddFiles(parameters, drafts);
        AddMentions(parameters, drafts);
        return PostSql.Rich;
    }

    public static NpgsqlParameter<T[]> Column<TRow, T>(IReadOnlyList<TRow> rows, NpgsqlDbType type, Func<TRow, T> value)
    {
        var values = new T[rows.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = value(rows[index]);
        }

        return new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }

    private static void AddTexts(NpgsqlParameterCollection parameters, IReadOnlyList<MessageDraft> drafts)
    {
        var position = 0;
        parameters.Add(Column(drafts, NpgsqlDbType.Integer, _ => position++));
        parameters.Add(Column(drafts, NpgsqlDbType.Uuid, draft => draft.ChannelId));
        parameters.Add(Column(drafts, NpgsqlDbType.Uuid, draft => draft.AuthorId));
        parameters.Add(Column(drafts, NpgsqlDbType.Uuid, draft => draft.ClientMessageId));
        parameters.Add(Column(drafts, NpgsqlDbType.Text, draft => draft.Text));
        parameters.Add(Column(drafts, NpgsqlDbType.TimestampTz, draft => draft.At));
        parameters.Add(Column(drafts, NpgsqlDbType.Bytea, draft => draft.Event.BeforeSeq));
        parameters.Add(Column(drafts, NpgsqlDbType.Bytea, draft => draft.Event.AfterSeq));
    }

    private static void AddFiles(NpgsqlParameterCollection parameters, IReadOnlyList<MessageDraft> drafts)
    {
        var files = drafts.SelectMany((draft, position) => (draft.Files ?? []).Select(file => (Position: position, file.Id))).ToList();
        parameters.Add(Column(files, NpgsqlDbType.Integer, file => file.Position));
        parameters.Add(Column(files, NpgsqlDbType.Uuid, file => file.Id));
    }

    private static void AddMentions(NpgsqlParameterCollection parameters, IReadOnlyList<MessageDraft> drafts)
    {
        var calls = drafts
            .SelectMany((draft, position) => (draft.Mentions?.MentionedIds ?? []).Select(id => (Position: position, Id: id, IsNamed: draft.Mentions!.Names(id))))
            .ToList();
        parameters.Add(Column(calls, NpgsqlDbType.Integer, call => call.Position));
        parameters.Add(Column(calls, NpgsqlDbType.Uuid, call => call.Id));
        parameters.Add(Column(calls, NpgsqlDbType.Boolean, call => call.IsNamed));
    }

    /// <summary>Whether any of them is more than a text.</summary>
    private static bool HasMore(IReadOnlyList<MessageDraft> drafts)
    {
        for (var index = 0; index < drafts.Count; index++)
        {
            if (drafts[index] is not { Reply: null, Files: null, Mentions: null })
            {
                return true;
            }
        }

        return false;
    }
}
