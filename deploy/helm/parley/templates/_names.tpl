{{/* Templates of this folder take a dict: "root" is the chart's context, "role" one of all, gateway, api, worker, web, migrator, check. "canary" is there for what a role has of its canary. */}}

{{- define "parley.fullname" -}}
{{ printf "%s-%s" .root.Release.Name (include "parley.component" .) }}
{{- end }}

{{/* What selectors tell apart: a deployment's cannot be changed, so a canary is another component. */}}
{{- define "parley.component" -}}
{{ .role }}{{ if .canary }}-canary{{ end }}
{{- end }}

{{/* What a canary shares with its role: service account and login. */}}
{{- define "parley.roleName" -}}
{{ printf "%s-%s" .root.Release.Name .role }}
{{- end }}

{{- define "parley.selector" -}}
app.kubernetes.io/name: parley
app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
app.kubernetes.io/component: {{ include "parley.component" . }}
{{- end }}

{{- define "parley.labels" -}}
{{ include "parley.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- if .canary }}
parley.io/track: canary
{{- end }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end }}

{{- define "parley.metadata" -}}
name: {{ include "parley.fullname" . }}
namespace: {{ .root.Release.Namespace | quote }}
labels:
  {{- include "parley.labels" . | nindent 2 }}
{{- end }}

{{/* What an install or upgrade needs before anything else of it is there. */}}
{{- define "parley.beforeMigration" -}}
helm.sh/hook: pre-install,pre-upgrade
helm.sh/hook-weight: "-10"
helm.sh/hook-delete-policy: before-hook-creation
{{- end }}

{{/* A canary's schema is the stable version's and more, so its image migrates. */}}
{{- define "parley.image" -}}
{{- $values := .root.Values -}}
{{- $image := or .canary (and $values.canary.enabled (eq .role "migrator")) | ternary $values.canary.image $values.image -}}
{{- if $image.digest -}}
{{ printf "%s@%s" $values.image.repository $image.digest }}
{{- else -}}
{{ printf "%s:%s" $values.image.repository ($image.tag | default .root.Chart.AppVersion) }}
{{- end -}}
{{- end }}

{{/* The roles that run, as a list with commas. */}}
{{- define "parley.roles" -}}
{{ eq .root.Values.mode "all" | ternary "all" "gateway,api,worker,web" }}
{{- end }}

{{- define "parley.runs" -}}
{{- if has .role (splitList "," (include "parley.roles" .)) }}yes{{ end -}}
{{- end }}

{{- define "parley.hasCanary" -}}
{{- if and .root.Values.canary.enabled (has .role .root.Values.canary.roles) }}yes{{ end -}}
{{- end }}

{{- define "parley.migrates" -}}
{{- if and .root.Values.migrations.enabled (eq .root.Values.database.kind "postgres") }}yes{{ end -}}
{{- end }}

{{/* Whether a role needs something, both in a list: the same table as in docs/operations.md. */}}
{{- define "parley.needs" -}}
{{- $needs := dict "all" "http database files internet" "gateway" "http database" "api" "http database files" "worker" "database files internet" "web" "http" "migrator" "database" "check" "" -}}
{{- if has (index . 1) (splitList " " (get $needs (index . 0))) }}yes{{ end -}}
{{- end }}

{{- define "parley.loginSecret" -}}
{{ get .root.Values.logins.secrets .role | default (printf "%s-database" (include "parley.roleName" .)) }}
{{- end }}

{{- define "parley.scales" -}}
{{- if and (not .canary) (dig "autoscaling" "enabled" false (get .root.Values .role)) }}yes{{ end -}}
{{- end }}

{{/* How many pods there are at least. */}}
{{- define "parley.fewest" -}}
{{- $role := get .root.Values .role -}}
{{ if .canary }}{{ .root.Values.canary.replicas }}{{ else if include "parley.scales" . }}{{ $role.autoscaling.min }}{{ else }}{{ $role.replicas }}{{ end }}
{{- end }}
