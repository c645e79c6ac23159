// What each dashboard shows. `eng/dashboards` writes them; tests/Parley.Monitoring.Tests runs every query on a real Prometheus.

const ALL = 'job="parley", namespace="$namespace"';
const NODES = `${ALL}, role=~"$role"`;
const RATE = '[$__rate_interval]';
const REQUESTS = `${ALL}, http_route!~"/api/v1/events/?|/metrics|/health.*"`;
const KUBE = 'namespace="$namespace", container="parley"';

const row = (title) => ({ row: title });
const panel = (type) => (title, unit, description, targets, more = {}) => ({ type, title, unit, description, targets, ...more });
const stat = panel('stat');
const graph = panel('timeseries');

const rate = (metric, by, labels = ALL) => `sum by (${by}) (rate(${metric}{${labels}}${RATE}))`;
const quantile = (q, metric, by = 'le', labels = ALL) => `histogram_quantile(${q}, sum by (${by}) (rate(${metric}_bucket{${labels}}${RATE})))`;
const spread = (metric, labels = ALL) => [
  [quantile(0.5, metric, 'le', labels), 'half are faster (p50)'],
  [quantile(0.95, metric, 'le', labels), 'p95'],
  [quantile(0.99, metric, 'le', labels), 'p99'],
];

const overview = {
  name: 'overview', title: 'Parley: overview', description: 'Whether people are served, and where to look when they are not.',
  panels: [
    row('Service levels'),
    stat('Available', 'short', 'Whether there is an api node and a gateway, and most requests succeed: 1 or 0.', [['parley:available{namespace="$namespace"}', 'available']], { warn: 1, bad: 0.5, link: 'cluster' }),
    stat('Alerts', 'short', 'Alerts of Parley that fire now. What each means and what to do is in docs/runbooks.', [['count(ALERTS{alertstate="firing", alertname=~"Parley.*", namespace="$namespace"}) or vector(0)', 'firing']], { warn: 1, bad: 3 }),
    ...[
      ['Posts', 'posts', '99.95 % of posts are not failed by us.', 'database'],
      ['Delivery', 'delivery', '99 % of events reach their readers within 250 ms.', 'realtime'],
      ['Resume', 'resume', '99 % of resumes are whole within 2 s.', 'realtime'],
      ['Availability', 'availability', '99.9 % of time.', 'cluster'],
    ].map(([title, slo, level, link]) => stat(`${title}: budget left`, 'percentunit', `What is left of the error budget of 30 days. The level: ${level}`, [[`parley:slo:budget_left{namespace="$namespace", slo="${slo}"}`, slo]], { warn: 0.5, bad: 0.1, link })),
    graph('Burn rate, an hour', 'short', 'How fast error budgets are spent: 1 spends that of 30 days in 30 days, at 14.4 somebody is woken.', [['parley:slo:burn_rate{namespace="$namespace", window="1h"}', '{{slo}}']], { w: 12, warn: 6, bad: 14.4, min: 0 }),
    graph('Burn rate, three days', 'short', 'The same over three days: above 1 the level will be missed if it stays like that.', [['parley:slo:burn_rate{namespace="$namespace", window="3d"}', '{{slo}}']], { w: 12, warn: 1, min: 0 }),
    row('Traffic'),
    graph('Posts', 'reqps', 'Messages posted, by the status of the answer.', [[`sum by (http_response_status_code) (rate(http_server_request_duration_seconds_count{${ALL}, http_request_method="POST", http_route=~"/api/v1/channels/{channelId(:guid)?}/messages/?"}${RATE}))`, '{{http_response_status_code}}']], { stack: true, min: 0, link: 'database' }),
    graph('Post to delivery', 's', 'From the time that an event carries to its frame in the queues of its readers. Level: 99 % within 250 ms.', spread('parley_realtime_delivery_duration_seconds'), { bad: 0.25, min: 0, link: 'realtime' }),
    graph('Connections', 'short', 'Open event streams: people who have Parley open, by device.', [[`sum(parley_realtime_connections{${ALL}})`, 'connections']], { min: 0, link: 'realtime' }),
    graph('Deliveries', 'cps', 'Events handed to connections: one event to 1,000 readers counts 1,000.', [[`sum(rate(parley_realtime_deliveries_total{${ALL}}${RATE}))`, 'deliveries']], { min: 0, link: 'realtime' }),
    graph('Requests', 'reqps', 'Requests but event streams, by status.', [[`sum by (http_response_status_code) (rate(http_server_request_duration_seconds_count{${REQUESTS}}${RATE}))`, '{{http_response_status_code}}']], { stack: true, min: 0 }),
    graph('Slowest routes', 's', 'p99 of requests, the ten slowest routes.', [[`topk(10, ${quantile(0.99, 'http_server_request_duration_seconds', 'le, http_route', REQUESTS)})`, '{{http_route}}']], { warn: 1, min: 0 }),
    row('Nodes'),
    graph('Nodes that answer', 'short', 'Nodes that Prometheus reaches, by role.', [[`sum by (role) (up{${NODES}})`, '{{role}}']], { min: 0, link: 'cluster' }),
    graph('Checks that fail', 'short', 'Nodes that cannot do their part, by check: no line above 0.', [[`count by (check) (parley_health_up{${NODES}} == 0) or sum by (check) (parley_health_up{${NODES}}) * 0`, '{{check}}']], { bad: 1, min: 0, link: 'cluster' }),
    graph('Processors', 'percentunit', 'Share of a node\'s processors that it uses.', [[`sum by (pod) (rate(dotnet_process_cpu_time_seconds_total{${NODES}}${RATE})) / max by (pod) (dotnet_process_cpu_count{${NODES}})`, '{{pod}}']], { warn: 0.85, min: 0, link: 'cluster' }),
  ],
};

const realtime = {
  name: 'realtime', title: 'Parley: real time', description: 'Event streams: how quickly events arrive, who comes and goes, and the bus between nodes.',
  panels: [
    row('Delivery'),
    graph('Post to delivery', 's', 'From the time that an event carries to its frame in the queues of its readers, once for each event and gateway.', spread('parley_realtime_delivery_duration_seconds'), { bad: 0.25, min: 0 }),
    graph('Found by', 'cps', 'Events by how gateways learned of them: by a hint on the bus, or by a read of the log, because the hint was lost.', [[rate('parley_realtime_delivery_duration_seconds_count', 'source'), '{{source}}']], { stack: true, min: 0 }),
    graph('Deliveries', 'cps', 'Events handed to connections, by gateway.', [[rate('parley_realtime_deliveries_total', 'pod'), '{{pod}}']], { stack: true, min: 0 }),
    graph('Reads of the log for gaps', 'ops', 'Reads for events whose hint was lost or came without them. As many as posts: the bus is not there.', [[rate('parley_realtime_gap_reads_total', 'pod'), '{{pod}}']], { min: 0 }),
    graph('Waiting for clients', 'bytes', 'Bytes in the queues of connections, by gateway: growing when clients, or the network to them, are slow.', [[`sum by (pod) (parley_realtime_queue_size_bytes{${ALL}})`, '{{pod}}']], { min: 0 }),
    graph('Slowest client', 'bytes', 'Bytes that wait for the slowest client of a gateway; at Parley:Realtime:PendingBytes it is closed.', [[`max by (pod) (parley_realtime_queue_largest_bytes{${ALL}})`, '{{pod}}']], { min: 0 }),
    row('Connections'),
    graph('Connections', 'short', 'Open event streams, by gateway. A gateway with many more than the others came back last, or first.', [[`sum by (pod) (parley_realtime_connections{${ALL}})`, '{{pod}}']], { warn: 8000, min: 0, link: 'cluster' }),
    graph('Channels with readers', 'short', 'Channels that a gateway follows.', [[`sum by (pod) (parley_realtime_feeds{${ALL}})`, '{{pod}}']], { min: 0 }),
    graph('Frames from clients', 'cps', 'What clients send on event streams: heartbeats, typing, what they look at.', [[rate('parley_realtime_frames_total', 'pod'), '{{pod}}']], { min: 0 }),
    graph('Resumes', 'cps', 'Clients that came back, by what became of it: resumed; reset, when a channel must be loaded anew; failed.', [[rate('parley_realtime_resumes_total', 'outcome'), '{{outcome}}']], { stack: true, min: 0 }),
    graph('How long resumes take', 's', 'Until a client that came back has what it missed. Level: 99 % within 2 s.', spread('parley_realtime_resume_duration_seconds'), { bad: 2, min: 0 }),
    graph('Closed by us', 'cps', 'Connections that gateways closed, by reason (docs/metrics.md), and of them those of slow readers.', [[rate('parley_realtime_closes_total', 'reason'), '{{reason}}'], [`sum(rate(parley_realtime_slow_readers_total{${ALL}}${RATE}))`, 'slow readers']], { stack: true, min: 0 }),
    row('Bus'),
    graph('Nodes on the bus', 'short', 'Nodes that are connected to the bus, and those that are not.', [[`sum(parley_bus_connected{${ALL}})`, 'connected'], [`count(parley_bus_connected{${ALL}}) - sum(parley_bus_connected{${ALL}})`, 'away']], { min: 0 }),
    graph('Lag', 's', 'From the sending of hints to their receipt. Clocks of two nodes.', spread('parley_bus_lag_seconds'), { warn: 0.5, min: 0 }),
    graph('Hints', 'cps', 'Hints handed to the network, and those received that somebody follows.', [[`sum(rate(parley_bus_hints_sent_total{${ALL}}${RATE}))`, 'sent'], [`sum(rate(parley_bus_hints_received_total{${ALL}}${RATE}))`, 'received']], { min: 0 }),
    graph('Packets', 'pps', 'Messages on the network that hints were in.', [[`sum(rate(parley_bus_packets_sent_total{${ALL}}${RATE}))`, 'sent'], [`sum(rate(parley_bus_packets_received_total{${ALL}}${RATE}))`, 'received']], { min: 0 }),
    graph('Hints not sent', 'cps', 'Hints that were dropped, by reason; the look at the heads finds what they would have told.', [[rate('parley_bus_hints_dropped_total', 'reason'), '{{reason}}']], { warn: 1, min: 0 }),
    graph('Times that nodes began to listen', 'short', 'In the last hour: more than once for each start of a node is a connection that was lost.', [[`sum by (pod) (increase(parley_bus_listens_total{${NODES}}[1h]))`, '{{pod}}']], { min: 0 }),
  ],
};

const database = {
  name: 'database', title: 'Parley: database', description: 'The way of a post into the log, calls to PostgreSQL, and what works on the database in the background. Aurora itself is in CloudWatch.',
  panels: [
    row('The log'),
    graph('Commits', 'cps', 'Transactions that stored posts, by outcome.', [[rate('parley_log_commits_total', 'outcome'), '{{outcome}}']], { stack: true, min: 0 }),
    graph('How long commits take', 's', 'How long the database took for one. Usual is below 20 ms; past 1.5 s it fails.', spread('parley_log_commit_duration_seconds'), { warn: 0.1, bad: 0.25, min: 0 }),
    graph('How long posts take', 's', 'From a post\'s arrival at the log to its answer: the waiting and the commit.', spread('parley_log_post_duration_seconds'), { warn: 0.25, min: 0 }),
    graph('Posts', 'cps', 'What became of posts in the log.', [[rate('parley_log_posts_total', 'outcome'), '{{outcome}}']], { stack: true, min: 0 }),
    graph('Posts waiting', 'short', 'Posts that wait for their transaction, by node. At 16,384 more are answered 503.', [[`max by (pod) (parley_log_queue_depth{${ALL}})`, '{{pod}}']], { warn: 4096, bad: 16384, min: 0 }),
    graph('Posts in a commit', 'short', 'The mean. At Parley:Log:BatchPosts (256) for long, the database is the limit.', [[`sum(rate(parley_log_batch_size_sum{${ALL}}${RATE})) / sum(rate(parley_log_batch_size_count{${ALL}}${RATE}))`, 'posts']], { warn: 200, min: 0 }),
    row('Calls to PostgreSQL'),
    graph('Nodes that reach it', 'percentunit', 'Share of the nodes, by role, whose small question is answered.', [[`avg by (role) (parley_health_up{${NODES}, check="database"})`, '{{role}}']], { min: 0, max: 1 }),
    graph('How long calls take', 's', 'All calls, p99 by role.', [[quantile(0.99, 'db_client_operation_duration_seconds', 'le, role', NODES), '{{role}}']], { warn: 0.25, min: 0 }),
    graph('Calls', 'ops', 'Calls to the database, by role.', [[rate('db_client_operation_duration_seconds_count', 'role', NODES), '{{role}}']], { stack: true, min: 0 }),
    graph('Connections in use', 'percentunit', 'Of each node\'s fullest pool, the share of connections that are in use.', [[`max by (pod) (sum by (pod, db_client_connection_pool_name) (db_client_connection_count{${NODES}, db_client_connection_state="used"}) / on (pod, db_client_connection_pool_name) group_left () max by (pod, db_client_connection_pool_name) (db_client_connection_max{${NODES}}))`, '{{pod}}']], { warn: 0.7, bad: 0.9, min: 0, max: 1 }),
    graph('Connections', 'short', 'Connections to PostgreSQL, by role and state. All together must stay below its max_connections.', [[`sum by (role, db_client_connection_state) (db_client_connection_count{${NODES}})`, '{{role}} {{db_client_connection_state}}']], { stack: true, min: 0 }),
    graph('Bytes', 'Bps', 'Read from and written to PostgreSQL.', [[`sum(rate(db_client_operation_npgsql_bytes_read_bytes_total{${NODES}}${RATE}))`, 'read'], [`sum(rate(db_client_operation_npgsql_bytes_written_bytes_total{${NODES}}${RATE}))`, 'written']], { min: 0 }),
    row('Background'),
    graph('Jobs', 'short', 'Jobs in the queue, by state.', [[`max by (state) (parley_jobs_depth{${ALL}})`, '{{state}}']], { min: 0 }),
    graph('The job that waits longest', 's', 'For how long it has been due. Past a minute there are too few workers, or none.', [[`max(parley_jobs_oldest_seconds{${ALL}})`, 'oldest']], { warn: 60, bad: 300, min: 0 }),
    graph('Runs of jobs', 'cps', 'By kind and outcome.', [[rate('parley_jobs_duration_seconds_count', 'kind, outcome'), '{{kind}} {{outcome}}']], { min: 0 }),
    graph('Not in the index', 'short', 'Events that the index of messages has not seen.', [[`max(parley_search_waiting{${ALL}})`, 'events']], { warn: 1000, bad: 10000, min: 0 }),
    graph('Until a message is found', 's', 'How long after it was posted a message came into the index; the oldest of each batch.', spread('parley_search_lag_seconds'), { warn: 30, min: 0 }),
    graph('How long searches take', 's', 'p95, by what was looked for.', [[quantile(0.95, 'parley_search_duration_seconds', 'le, what'), '{{what}}']], { warn: 1, min: 0 }),
  ],
};

const cluster = {
  name: 'cluster', title: 'Parley: cluster', description: 'Pods and the processes in them: processors, memory, restarts, room to grow.',
  panels: [
    row('Pods'),
    graph('Nodes that answer', 'short', 'Nodes that Prometheus reaches, by role.', [[`sum by (role) (up{${NODES}})`, '{{role}}']], { min: 0 }),
    graph('Pods by phase', 'short', 'As Kubernetes has them.', [['sum by (phase) (kube_pod_status_phase{namespace="$namespace", pod=~"parley-.*"})', '{{phase}}']], { stack: true, min: 0 }),
    graph('Restarts', 'short', 'Starts of containers in the last hour.', [[`sum by (pod) (increase(kube_pod_container_status_restarts_total{${KUBE}}[1h]))`, '{{pod}}']], { warn: 2, min: 0 }),
    graph('Size of deployments', 'short', 'Pods now, and the most that the autoscaler may make.', [['kube_horizontalpodautoscaler_status_current_replicas{namespace="$namespace"}', '{{horizontalpodautoscaler}}'], ['kube_horizontalpodautoscaler_spec_max_replicas{namespace="$namespace"}', '{{horizontalpodautoscaler}} at most']], { min: 0 }),
    graph('Memory against the limit', 'percentunit', 'Working set, as a share of what a pod may have; at 1 the kernel ends it.', [[`max by (pod) (container_memory_working_set_bytes{${KUBE}}) / on (pod) max by (pod) (kube_pod_container_resource_limits{${KUBE}, resource="memory"})`, '{{pod}}']], { warn: 0.8, bad: 0.9, min: 0 }),
    graph('Processors against the request', 'percentunit', 'Used, as a share of what was asked for; above 1 is borrowed, and may be taken back.', [[`sum by (pod) (rate(container_cpu_usage_seconds_total{${KUBE}}${RATE})) / on (pod) max by (pod) (kube_pod_container_resource_requests{${KUBE}, resource="cpu"})`, '{{pod}}']], { warn: 1.5, min: 0 }),
    graph('Held back', 'percentunit', 'Share of tenths of a second in which a limit of processors stopped a pod. The chart sets none.', [[`sum by (pod) (rate(container_cpu_cfs_throttled_periods_total{${KUBE}}${RATE})) / sum by (pod) (rate(container_cpu_cfs_periods_total{${KUBE}}${RATE}))`, '{{pod}}']], { warn: 0.1, bad: 0.25, min: 0 }),
    graph('Network', 'Bps', 'Received and sent by the pods.', [['sum(rate(container_network_receive_bytes_total{namespace="$namespace", pod=~"parley-.*"}[$__rate_interval]))', 'received'], ['sum(rate(container_network_transmit_bytes_total{namespace="$namespace", pod=~"parley-.*"}[$__rate_interval]))', 'sent']], { min: 0 }),
    graph('Room on volumes', 'percentunit', 'What is left; a full one stops every post of one pod with SQLite.', [['kubelet_volume_stats_available_bytes{namespace="$namespace"} / kubelet_volume_stats_capacity_bytes{namespace="$namespace"}', '{{persistentvolumeclaim}}']], { warn: 0.2, bad: 0.1, min: 0, max: 1 }),
    row('Processes'),
    graph('Processors', 'percentunit', 'Share of a node\'s processors that its process uses.', [[`sum by (pod) (rate(dotnet_process_cpu_time_seconds_total{${NODES}}${RATE})) / max by (pod) (dotnet_process_cpu_count{${NODES}})`, '{{pod}}']], { warn: 0.85, min: 0 }),
    graph('Memory', 'bytes', 'Working set of each process.', [[`max by (pod) (dotnet_process_memory_working_set_bytes{${NODES}})`, '{{pod}}']], { min: 0 }),
    graph('Allocations', 'Bps', 'What the garbage collector will have to look after.', [[rate('dotnet_gc_heap_total_allocated_bytes_total', 'pod', NODES), '{{pod}}']], { min: 0 }),
    graph('Paused by the garbage collector', 'percentunit', 'Share of time.', [[rate('dotnet_gc_pause_time_seconds_total', 'pod', NODES), '{{pod}}']], { warn: 0.05, bad: 0.1, min: 0 }),
    graph('Work that waits for a thread', 'short', 'Pieces of work in the queue of the thread pool: more than a hundred for minutes is a node on which everything is late.', [[`max by (pod) (dotnet_thread_pool_queue_length_total{${NODES}})`, '{{pod}}']], { warn: 100, min: 0 }),
    graph('Exceptions', 'cps', 'Thrown, by type: some belong to closed connections.', [[rate('dotnet_exceptions_total', 'error_type', NODES), '{{error_type}}']], { min: 0 }),
    graph('Connections of the web server', 'short', 'Open TCP connections, by role, and those that wait to be taken.', [[`sum by (role) (kestrel_active_connections{${NODES}})`, '{{role}}'], [`sum by (role) (kestrel_queued_connections{${NODES}})`, '{{role}} waiting']], { min: 0 }),
    graph('Requests being answered', 'short', 'By role; event streams are among them.', [[`sum by (role) (http_server_active_requests{${NODES}})`, '{{role}}']], { min: 0 }),
    graph('Checks that pass', 'percentunit', 'Share of the nodes that can do their part, by check.', [[`avg by (check) (parley_health_up{${NODES}})`, '{{check}}']], { min: 0, max: 1 }),
  ],
};

const business = {
  name: 'business', title: 'Parley: people and messages', description: 'How much Parley is used. Nothing here is about one person: there are no such labels.',
  panels: [
    row('People'),
    stat('Accounts', 'short', 'People with an account.', [[`max(parley_business_accounts{${ALL}})`, 'accounts']]),
    stat('Active today', 'short', 'People who used a device in the last 24 hours.', [[`max(parley_business_active{${ALL}, within="day"})`, 'within a day']]),
    stat('Active this week', 'short', 'People who used a device in the last 7 days.', [[`max(parley_business_active{${ALL}, within="week"})`, 'within a week']]),
    stat('Workspaces', 'short', 'Workspaces.', [[`max(parley_business_workspaces{${ALL}})`, 'workspaces']]),
    stat('Channels', 'short', 'Channels that are not archived, direct ones included.', [[`sum(max by (visibility) (parley_business_channels{${ALL}}))`, 'channels']]),
    stat('Messages of a day', 'short', 'Messages posted in the last 24 hours.', [[`sum(increase(parley_log_posts_total{${ALL}, outcome="committed"}[1d]))`, 'messages']]),
    graph('Active people', 'short', 'People who used a device in the last day, and in the last week.', [[`max by (within) (parley_business_active{${ALL}})`, 'within a {{within}}']], { min: 0 }),
    graph('Channels by visibility', 'short', 'Channels that are not archived, by who may see them.', [[`max by (visibility) (parley_business_channels{${ALL}})`, '{{visibility}}']], { stack: true, min: 0 }),
    graph('Connected', 'short', 'Open event streams: devices that have Parley open.', [[`sum(parley_realtime_connections{${ALL}})`, 'connections']], { min: 0, link: 'realtime' }),
    row('What they do'),
    graph('Messages', 'short', 'Messages posted in an hour.', [[`sum(increase(parley_log_posts_total{${ALL}, outcome="committed"}[1h]))`, 'messages']], { min: 0, link: 'database' }),
    graph('Mentions', 'cps', 'People called by name, people who were online at @here, and @channel, once for everyone.', [[rate('parley_mentions_recorded_total', 'kind'), '{{kind}}']], { stack: true, min: 0 }),
    graph('Sign-ins', 'cps', 'Tries to sign in with a password, by outcome.', [[rate('parley_accounts_sign_ins_total', 'outcome'), '{{outcome}}']], { stack: true, min: 0 }),
    graph('Sign-ins that begin', 'cps', 'Devices that sign in or up, and access tokens that are made.', [[rate('parley_accounts_sign_ins_begun_total', 'kind'), '{{kind}}']], { stack: true, min: 0 }),
    graph('Sign-ins that end', 'cps', 'By reason. Many that are revoked at once: accounts may have been taken over.', [[rate('parley_accounts_sign_ins_ended_total', 'reason'), '{{reason}}']], { stack: true, min: 0 }),
    graph('Signed in', 'short', 'Devices that are signed in, and access tokens, that have not expired.', [[`max by (kind) (parley_business_sign_ins{${ALL}})`, '{{kind}}']], { min: 0 }),
    graph('New accounts', 'short', 'Tries to make an account in the last day, by outcome.', [[`sum by (outcome) (increase(parley_accounts_sign_ups_total{${ALL}}[1d]))`, '{{outcome}}']], { min: 0 }),
    graph('Searches', 'reqps', 'By what was looked for.', [[rate('parley_search_duration_seconds_count', 'what'), '{{what}}']], { stack: true, min: 0 }),
    graph('Files', 'cps', 'Uploads, by outcome.', [[rate('parley_files_uploads_total', 'outcome'), '{{outcome}}']], { stack: true, min: 0 }),
    graph('Bytes of files', 'Bps', 'Stored, and sent by nodes; what a bucket serves by itself is not here.', [[rate('parley_files_bytes_total', 'direction'), '{{direction}}']], { min: 0 }),
    graph('Refused for being too many', 'reqps', 'Requests over a limit, by limit.', [[rate('parley_limits_refusals_total', 'limit'), '{{limit}}']], { min: 0 }),
  ],
};

export const dashboards = [overview, realtime, database, cluster, business];
