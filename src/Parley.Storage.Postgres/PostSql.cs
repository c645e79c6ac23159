namespace Parley.Storage.Postgres;

/// <summary>
/// The statement that posts a batch, in two forms: for messages that are a text and nothing else, as nearly all are, and for a batch in which some message is a reply, brings
/// files or calls someone. Both judge, number and log alike.
/// </summary>
internal static class PostSql
{
    internal const string Lock = "SELECT 1 FROM channel_heads WHERE channel_id = ANY ($1) ORDER BY channel_id FOR NO KEY UPDATE";

    internal const string Plain =
        $"""
        WITH draft AS (
          SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
            AS d (position, channel_id, author_id, client_message_id, text, at, before_seq, after_seq)
        ),
        {Held},
        judged AS (
          SELECT d.*, {Known},
            CASE {Refused} ELSE 0 END AS verdict
          {Facts}
        ),
        {Numbered},
        moved AS (
          UPDATE channel_heads h SET head = n.seq, last_message_at = n.at FROM numbered n WHERE n.verdict = 0 AND n.is_last AND h.channel_id = n.channel_id
        ),
        {Logged},
        posted AS (
          INSERT INTO messages (channel_id, seq, author_id, client_message_id, text, posted_at)
          SELECT channel_id, seq, author_id, client_message_id, text, at FROM numbered WHERE verdict = 0
        )
        {Outcomes}
        """;

    // Roots and files are judged by, too, and threads, followers and mentions kept. Who follows a thread already keeps their read marker; the author of a root follows from
    // the first reply on, and whom a reply calls by name from that reply on, unless they said otherwise, or went away. A row of followers is written once in a
    // statement, so what several replies of the batch do to one is brought together: the first decides from where on, the account's own first one counts as a reply.
    internal const string Rich =
        $"""
        WITH draft AS (
          SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            AS d (position, channel_id, author_id, client_message_id, text, at, before_seq, after_seq, thread_seq, also_in_channel, files, mentions)
        ),
        file AS (
          SELECT * FROM unnest($13, $14) AS f (position, file_id)
        ),
        call AS (
          SELECT * FROM unnest($15, $16, $17) AS x (position, mentioned_id, is_named)
        ),
        {Held},
        judged AS (
          SELECT d.*, {Known}, root.author_id AS root_author_id,
            CASE
              {Refused}
              WHEN EXISTS (
                SELECT FROM file x
                LEFT JOIN files f ON f.id = x.file_id AND f.channel_id = d.channel_id AND f.uploader_id = d.author_id AND f.state = 1
                WHERE x.position = d.position AND f.id IS NULL) THEN 8
              WHEN d.thread_seq IS NULL THEN 0
              WHEN root.seq IS NULL THEN 5
              WHEN root.thread_seq IS NOT NULL THEN 6
              WHEN root.deleted_at IS NOT NULL THEN 7
              ELSE 0
            END AS verdict
          {Facts}
          LEFT JOIN messages root ON root.channel_id = d.channel_id AND root.seq = d.thread_seq
        ),
        {Numbered},
        moved AS (
          UPDATE channel_heads h
          SET head = n.seq,
            last_message_at = coalesce(
              (SELECT s.at FROM numbered s WHERE s.verdict = 0 AND s.channel_id = n.channel_id AND (s.thread_seq IS NULL OR s.also_in_channel) ORDER BY s.seq DESC LIMIT 1),
              h.last_message_at)
          FROM numbered n WHERE n.verdict = 0 AND n.is_last AND h.channel_id = n.channel_id
        ),
        {Logged},
        posted AS (
          INSERT INTO messages (channel_id, seq, author_id, client_message_id, text, posted_at, thread_seq, also_in_channel, files, mentions)
          SELECT channel_id, seq, author_id, client_message_id, text, at, thread_seq, also_in_channel, files, mentions FROM numbered WHERE verdict = 0
        ),
        attached AS (
          UPDATE files f SET state = 2, message_seq = n.seq
          FROM file x JOIN numbered n ON n.position = x.position
          WHERE n.verdict = 0 AND f.id = x.file_id AND f.state = 1
        ),
        called AS (
          INSERT INTO mentions (mentioned_id, channel_id, seq, author_id, posted_at)
          SELECT x.mentioned_id, n.channel_id, n.seq, n.author_id, n.at FROM call x JOIN numbered n ON n.position = x.position WHERE n.verdict = 0
        ),
        reply AS (
          SELECT position, channel_id, thread_seq, author_id, root_author_id, seq, at FROM numbered WHERE verdict = 0 AND thread_seq IS NOT NULL
        ),
        counted AS (
          INSERT INTO threads (channel_id, root_seq, reply_count, last_reply_seq, last_reply_at)
          SELECT channel_id, thread_seq, count(*), max(seq), (array_agg(at ORDER BY seq DESC))[1] FROM reply GROUP BY channel_id, thread_seq
          ON CONFLICT (channel_id, root_seq) DO UPDATE SET
            reply_count = threads.reply_count + excluded.reply_count, last_reply_seq = excluded.last_reply_seq, last_reply_at = excluded.last_reply_at
        ),
        follower AS (
          SELECT author_id AS account_id, channel_id, thread_seq, seq AS event_seq, seq AS read_seq, seq AS reply_seq FROM reply
          UNION ALL
          SELECT cm.account_id, r.channel_id, r.thread_seq, r.seq, r.seq - 1, NULL
          FROM reply r JOIN channel_members cm ON cm.channel_id = r.channel_id AND cm.account_id = r.root_author_id
          WHERE r.root_author_id <> r.author_id
          UNION ALL
          SELECT cm.account_id, r.channel_id, r.thread_seq, r.seq, r.seq - 1, NULL
          FROM reply r
          JOIN call x ON x.position = r.position AND x.is_named
          JOIN channel_members cm ON cm.channel_id = r.channel_id AND cm.account_id = x.mentioned_id
        ),
        followed AS (
          INSERT INTO thread_followers (account_id, channel_id, root_seq, is_following, read_seq, first_reply_seq)
          SELECT DISTINCT ON (account_id, channel_id, thread_seq)
            account_id, channel_id, thread_seq, true, read_seq, min(reply_seq) OVER (PARTITION BY account_id, channel_id, thread_seq)
          FROM follower
          ORDER BY account_id, channel_id, thread_seq, event_seq
          ON CONFLICT (account_id, channel_id, root_seq) DO UPDATE SET
            is_following = true,
            read_seq = CASE WHEN thread_followers.is_following THEN thread_followers.read_seq ELSE excluded.first_reply_seq END,
            first_reply_seq = coalesce(thread_followers.first_reply_seq, excluded.first_reply_seq)
          WHERE excluded.first_reply_seq IS NOT NULL AND (NOT thread_followers.is_following OR thread_followers.first_reply_seq IS NULL)
        )
        {Outcomes}
        """;

    // FOR NO KEY UPDATE answers with the newest version of a row, everything else with that of the snapshot.
    private const string Held =
        """
        held AS MATERIALIZED (
          SELECT channel_id, head FROM channel_heads WHERE channel_id = ANY ($2) ORDER BY channel_id FOR NO KEY UPDATE
        )
        """;

    // Of m, the message that the author posted under this client message id before.
    private const string Known =
        """
        held.head, m.seq AS first_seq, m.text AS first_text, m.posted_at AS first_at, m.edited_at, m.deleted_at,
            m.thread_seq AS first_thread_seq, m.also_in_channel AS first_also, m.files AS first_files, m.mentions AS first_mentions
        """;

    // As PostgresChannelLog.Verdict numbers them.
    private const string Refused =
        """
        WHEN h.head <> held.head THEN 4
              WHEN cm.account_id IS NULL THEN 1
              WHEN m.seq IS NOT NULL THEN 2
              WHEN c.archived_at IS NOT NULL THEN 3
        """;

    // Index messages_by_client_message_id for repeats; primary keys for the rest.
    private const string Facts =
        """
        FROM draft d
          LEFT JOIN held ON held.channel_id = d.channel_id
          LEFT JOIN channel_heads h ON h.channel_id = d.channel_id
          LEFT JOIN channels c ON c.id = d.channel_id
          LEFT JOIN channel_members cm ON cm.channel_id = d.channel_id AND cm.account_id = d.author_id
          LEFT JOIN messages m ON m.channel_id = d.channel_id AND m.author_id = d.author_id AND m.client_message_id = d.client_message_id
        """;

    private const string Numbered =
        """
        numbered AS MATERIALIZED (
          SELECT j.*, j.head + row_number() OVER alike AS seq, lead(j.position) OVER alike IS NULL AS is_last
          FROM judged j
          WINDOW alike AS (PARTITION BY j.channel_id, j.verdict ORDER BY j.position)
        )
        """;

    private const string Logged =
        """
        logged AS (
          INSERT INTO channel_events (channel_id, seq, effect, subject_id, event)
          SELECT channel_id, seq, 0, NULL, before_seq || convert_to(seq::text, 'UTF8') || after_seq FROM numbered WHERE verdict = 0
        )
        """;

    private const string Outcomes =
        """
        SELECT position, verdict, CASE verdict WHEN 2 THEN first_seq ELSE coalesce(seq, 0) END, first_text, first_at, edited_at, deleted_at,
          first_thread_seq, first_also, first_files, first_mentions
        FROM numbered
        """;
}
