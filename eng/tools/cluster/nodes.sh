# shellcheck shell=bash
# The nodes of a cluster on this machine, kept as files in its folder, so that eng/rollout finds what eng/cluster has started. Both set $folder.
#   releases/N/program            the server's path
#   releases/N/environment/ROLE   settings of the role, NAME=VALUE lines; none: those of the program
#   releases/N/stop/ROLE          seconds on the list of nobody, and seconds until it is killed
#   release                       the number of the one that runs
#   settings/ROLE                 what is the cluster's own: addresses, logins
#   nodes/NAME                    role, port, port of management, pid, release; coming/NAME: one that does not serve yet
folder=${folder:?}
cluster_tools=$(dirname "${BASH_SOURCE[0]}")

free_ports() {
  node -e '
    const net = require("node:net");
    const servers = Array.from({ length: Number(process.argv[1]) }, () => net.createServer().listen(0, "127.0.0.1"));
    Promise.all(servers.map((server) => new Promise((done) => server.on("listening", done)))).then(() => {
      console.log(servers.map((server) => server.address().port).join(" "));
      servers.forEach((server) => server.close());
    });' "$1"
}

# Starts a node. What is in coming/ is not in front.
start_node() {
  local name=$1 role=$2 release=$3 port management program variables=()
  read -r port management <<<"$(free_ports 2)"
  program=$(<"$folder/releases/$release/program")
  [[ ! -f $folder/releases/$release/environment/$role ]] || mapfile -t variables <"$folder/releases/$release/environment/$role"
  mapfile -t -O "${#variables[@]}" variables <"$folder/settings/$role"
  env "${variables[@]}" "Parley__ManagementPort=$management" dotnet "$program" serve --roles "$role" --urls "http://127.0.0.1:$port" >>"$folder/$name.log" 2>&1 &
  started=$!
  echo "$role $port $management $started $release" >"$folder/coming/$name"
}

# From coming/ to nodes/, once it serves.
wait_until_ready() {
  local name=$1 seconds=$2 tries management pid
  read -r _ _ management pid _ <"$folder/coming/$name"
  for ((tries = 0; tries < 10 * seconds; tries++)); do
    if [[ $(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$management/health/ready") == 200 ]]; then
      mv "$folder/coming/$name" "$folder/nodes/$name"
      return
    fi
    is_running "$pid" || { echo "$name has ended: $(grep -v '^ *at ' "$folder/$name.log" | tail -n 1)" >&2; return 1; }
    sleep 0.1
  done
  echo "$name is not ready after $seconds s: $(curl -s "http://127.0.0.1:$management/health/ready")" >&2
  return 1
}

# Ended and not yet asked for its status by whoever started it is ended.
is_running() {
  local state
  state=$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null) && [[ $state != Z* ]]
}

ends_within() {
  local pid=$1 seconds=$2 tries
  for ((tries = 0; tries < 10 * seconds; tries++)); do
    is_running "$pid" || return 0
    sleep 0.1
  done
  return 1
}

# nginx' servers of a role, a line each.
servers_of() {
  local role port
  for node in "$folder"/nodes/*; do
    read -r role port _ 2>/dev/null <"$node" || continue
    [[ $role != "$1" ]] || echo "    server 127.0.0.1:$port max_fails=1 fail_timeout=1s;"
  done
}

# The front's configuration, of the nodes that there are.
write_front() {
  local line role
  while IFS= read -r line; do
    case $line in
      *'# servers: '*) role=${line##*: } && servers_of "$role" ;;
      *) echo "${line//@PORT@/$1}" ;;
    esac
  done <"$cluster_tools/nginx.conf" >"$folder/nginx.conf.new"
  mv "$folder/nginx.conf.new" "$folder/nginx.conf"
}
