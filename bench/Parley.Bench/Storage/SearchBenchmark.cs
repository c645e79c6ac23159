using System.Diagnostics;
using System.Net.Http.Headers;
using Npgsql;
using NpgsqlTypes;
using Parley.Bench.Results;
using Parley.Modules.Search;
using Parley.Testing;

namespace Parley.Bench.Storage;

/// <summary>Searching a million messages over REST. The baselines read the texts: what one writes first, and PostgreSQL's own search without an index.</summary>
internal sealed class SearchBenchmark : IBenchmark
{
    private const int WarmUpRequests = 30;
    private const int OwnChannels = 100;

    /// <summary>Messages of one channel that come into the index together: some of what a busy minute brings, so that those of several channels lie side by side, as in use.</summary>
    private const int IndexedAtOnce = 50;

    private const string LikeSql =
        """
        SELECT m.channel_id, m.seq, m.text FROM channel_members cm JOIN messages m ON m.channel_id = cm.channel_id
        WHERE cm.account_id = @account AND m.deleted_at IS NULL AND m.text ILIKE '%' || @first || '%' AND m.text ILIKE '%' || @second || '%'
        ORDER BY m.posted_at DESC LIMIT 20
        """;

    private const string VectorSql =
        """
        SELECT m.channel_id, m.seq, m.text FROM channel_members cm JOIN messages m ON m.channel_id = cm.channel_id
        WHERE cm.account_id = @account AND m.deleted_at IS NULL AND to_tsvector('simple', m.text) @@ plainto_tsquery('simple', @first || ' ' || @second)
        ORDER BY m.posted_at DESC LIMIT 20
        """;

    public string Name => "search";

    public string Description => "Two words in a million messages, for a member of a hundred channels; against reading the texts.";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var (messages, channels, requests) = context.IsQuick ? (20_000, 200, 20) : (1_000_000, 1_000, 300);
        var report = context.StartReport(
            this,
            "Search",
            $"{messages:N0} messages of a year in {channels:N0} channels on PostgreSQL, brought by COPY; their words come from {ZipfTexts.Words:N0} as often as Zipf's law says (the most frequent in every fifth " +
            $"message or more). A member of {OwnChannels} channels looks for two words, {requests} times of each kind, one at a time, over REST; the baselines run in the database alone, in turn with it, fewer times. " +
            "HTTP, reading the messages, ranking and marking are in Parley's figures.");
        if (!context.Databases.Contains(DatabaseKind.Postgres))
        {
            report.SayNotMeasured("search is measured on PostgreSQL.");
            await context.FinishAsync(report);
            return;
        }

        await using var workspace = await BenchWorkspace.CreateAsync(DatabaseKind.Postgres, ("Parley:Roles", "gateway,api,web"), ("Parley:Search:PerMinute", "100000"));
        await using var source = NpgsqlDataSource.Create(workspace.Database.Setting);
        var texts = new ZipfTexts(seed: 1);
        context.Progress($"{messages} messages by COPY");
        await FillAsync(source, workspace, messages, channels, texts, cancellationToken);
        context.Progress("the index");
        var index = Stopwatch.StartNew();
        await IndexAsync(workspace, cancellationToken);
        report.Say($"The index of {messages:N0} messages was made in {index.Elapsed.TotalSeconds:N0} s by one worker, {messages / index.Elapsed.TotalSeconds:N0} messages/s; it takes {await SizeAsync(source, "search_messages", cancellationToken):N0} MB, the messages {await SizeAsync(source, "messages", cancellationToken):N0} MB.");
        await MeasureAsync(context, report, workspace, source, texts, requests, cancellationToken);
        await context.FinishAsync(report);
    }

    private static async Task MeasureAsync(
        BenchContext context, Report report, BenchWorkspace workspace, NpgsqlDataSource source, ZipfTexts texts, int requests, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = workspace.Servers[0].Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", workspace.Token);
        var account = (await workspace.Client.ReadMeAsync(cancellationToken)).Account.Id;
        (string Kind, int First, int Second)[] kinds = [("two frequent words", 20, 20), ("two ordinary words", 2_000, 2_000), ("a frequent and a rare word", 20, ZipfTexts.Words)];
        var all = new Figures();
        foreach (var (kind, first, second) in kinds)
        {
            context.Progress(kind);
            var table = report.AddTable(kind);
            (string Subject, int Every, Func<string, string, Task> Ask)[] sides =
            [
                ("Parley, by relevance", 1, (one, other) => http.GetByteArrayAsync($"/api/v1/workspaces/{workspace.WorkspaceId}/search?q={one}%20{other}", cancellationToken)),
                ("Parley, newest first", 1, (one, other) => http.GetByteArrayAsync($"/api/v1/workspaces/{workspace.WorkspaceId}/search?q={one}%20{other}&sort=newest", cancellationToken)),
                ("baseline: ILIKE", 20, (one, other) => RunAsync(source, LikeSql, account, one, other, cancellationToken)),
                ("baseline: to_tsvector when reading", 60, (one, other) => RunAsync(source, VectorSql, account, one, other, cancellationToken)),
            ];
            var figures = sides.Select(_ => new Figures()).ToArray();
            for (var request = -WarmUpRequests; request < requests; request++)
            {
                var (one, other) = (texts.WordOf(first / 10, first), texts.WordOf(second / 10, second));
                for (var side = 0; side < sides.Length; side++)
                {
                    if (request % sides[side].Every == 0)
                    {
                        var start = Stopwatch.GetTimestamp();
                        await sides[side].Ask(one, other);
                        if (request >= 0)
                        {
                            figures[side].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                        }

                        if (request >= 0 && side == 0)
                        {
                            all.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                        }
                    }
                }
            }

            foreach (var (side, measured) in sides.Zip(figures))
            {
                table.Add(side.Subject, "p50, ms", measured.Median);
                table.Add(side.Subject, "p95, ms", measured.At(0.95));
                table.Add(side.Subject, "largest, ms", measured.Largest);
            }

            report.Judge(Targets.Search with { What = $"{Targets.Search.What}: {kind}" }, figures[0].At(0.95));
        }

        report.Judge(Targets.Search with { What = $"{Targets.Search.What}: all of these" }, all.At(0.95));
    }

    private static async Task FillAsync(NpgsqlDataSource source, BenchWorkspace workspace, int messages, int channels, ZipfTexts texts, CancellationToken cancellationToken)
    {
        var account = (await workspace.Client.ReadMeAsync(cancellationToken)).Account.Id;
        await using (var command = source.CreateCommand(
            """
            INSERT INTO channels (id, workspace_id, visibility, name, name_key, topic, purpose, is_default, created_by, created_at)
              SELECT md5('c' || i)::uuid, @workspace, 1, 'c' || i, 'c' || i, '', '', false, @account, now() FROM generate_series(0, @channels - 1) i;
            INSERT INTO channel_heads (channel_id, head, member_count) SELECT md5('c' || i)::uuid, @messages / @channels, 1 FROM generate_series(0, @channels - 1) i;
            INSERT INTO channel_members (channel_id, account_id, joined_seq) SELECT md5('c' || i * (@channels / @own))::uuid, @account, 1 FROM generate_series(0, @own - 1) i;
            """))
        {
            command.Parameters.AddWithValue("workspace", workspace.WorkspaceId);
            command.Parameters.AddWithValue("account", account);
            command.Parameters.AddWithValue("channels", channels);
            command.Parameters.AddWithValue("messages", messages);
            command.Parameters.AddWithValue("own", OwnChannels);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        var ids = new List<Guid>();
        await using (var command = source.CreateCommand($"SELECT md5('c' || i)::uuid FROM generate_series(0, {channels} - 1) i"))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                ids.Add(reader.GetGuid(0));
            }
        }

        var now = TimeProvider.System.GetUtcNow();
        await using (var connection = await source.OpenConnectionAsync(cancellationToken))
        await using (var copy = await connection.BeginBinaryImportAsync("COPY messages (channel_id, seq, author_id, client_message_id, text, posted_at) FROM STDIN (FORMAT binary)", cancellationToken))
        {
            for (var number = 0; number < messages; number++)
            {
                await copy.StartRowAsync(cancellationToken);
                await copy.WriteAsync(ids[number % channels], NpgsqlDbType.Uuid, cancellationToken);
                await copy.WriteAsync((long)(number / channels) + 1, NpgsqlDbType.Bigint, cancellationToken);
                await copy.WriteAsync(account, NpgsqlDbType.Uuid, cancellationToken);
                await copy.WriteAsync(Guid.CreateVersion7(now), NpgsqlDbType.Uuid, cancellationToken);
                await copy.WriteAsync(texts.Next(), NpgsqlDbType.Text, cancellationToken);
                await copy.WriteAsync(now.AddDays(-365 * (1 - ((double)number / messages))).UtcDateTime, NpgsqlDbType.TimestampTz, cancellationToken);
            }

            await copy.CompleteAsync(cancellationToken);
        }

        await using var analyze = source.CreateCommand("ANALYZE");
        await analyze.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task IndexAsync(BenchWorkspace workspace, CancellationToken cancellationToken)
    {
        await using var stores = workspace.Database.OpenStores();
        var index = stores.Get<ISearchIndex>();
        while (await index.FindBehindAsync(100_000, cancellationToken) is { Count: > 0 } behind)
        {
            foreach (var channel in behind)
            {
                await index.IndexNextAsync(channel.ChannelId, IndexedAtOnce, cancellationToken);
            }
        }

        await using var source = NpgsqlDataSource.Create(workspace.Database.Setting);
        await using var vacuum = source.CreateCommand("VACUUM ANALYZE search_messages, search_blocks, search_channels");
        vacuum.CommandTimeout = 600;
        await vacuum.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql, Guid account, string first, string second, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 600;
        command.Parameters.AddWithValue("account", account);
        command.Parameters.AddWithValue("first", first);
        command.Parameters.AddWithValue("second", second);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            _ = reader.GetString(2);
        }
    }

    private static async Task<double> SizeAsync(NpgsqlDataSource source, string table, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand($"SELECT pg_total_relation_size('{table}')");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))! / 1e6;
    }
}
