# Tells Elasticsearch and Kibana what is beside this file; repeating it changes nothing.
set -eu

elasticsearch=https://logs-es-http.elastic.svc:9200
kibana=https://logs-kb-http.elastic.svc:5601

call() {
  ca=$1
  shift
  curl --fail --silent --show-error --max-time 30 --cacert "$ca" --user "elastic:$(cat /login/elastic)" "$@"
}

put() {
  call /ca/elasticsearch/ca.crt -H 'Content-Type: application/json' -X PUT "$elasticsearch/$1" --data-binary "@/setup/$2"
}

put _ilm/policy/parley-log ilm-log.json
put _ilm/policy/parley-audit ilm-audit.json
put _component_template/parley-mappings mappings.json
put _index_template/parley-log template-log.json
put _index_template/parley-audit template-audit.json
call /ca/kibana/ca.crt -H 'kbn-xsrf: setup' -X POST "$kibana/api/saved_objects/_import?overwrite=true" --form file=@/setup/kibana.ndjson
