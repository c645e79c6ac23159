{{- define "parley.environment" -}}
{{- $values := .root.Values -}}
{{- $needs := dict -}}
{{- range list "http" "database" "files" }}{{ $_ := set $needs . (include "parley.needs" (list $.role .)) }}{{ end -}}
{{- if ne .role "migrator" }}
- name: ASPNETCORE_URLS
  value: http://+:8080
- name: Parley__ManagementPort
  value: "9090"
{{- end }}
{{- if $needs.database }}
{{- include "parley.environment.database" . }}
- name: Parley__Bus
  {{- if and (eq $values.bus.kind "rabbitmq") (ne .role "migrator") }}
  valueFrom:
    secretKeyRef:
      name: {{ $values.bus.secretName | quote }}
      key: {{ $values.bus.secretKey | quote }}
  {{- else }}
  value: {{ eq .role "migrator" | ternary "memory" $values.bus.kind }}
  {{- end }}
{{- end }}
{{- if $needs.files }}
{{- include "parley.environment.files" . }}
{{- end }}
{{- if ne .role "migrator" }}
{{- with $values.publicUrl }}
- name: Parley__PublicUrl
  value: {{ . | quote }}
{{- end }}
{{- with $values.ingress.fromCidrs }}
- name: Parley__TrustedProxies
  value: {{ join "," . | quote }}
{{- end }}
- name: Parley__Stop__Delay
  value: "00:00:00"
- name: Parley__Stop__Drain
  value: {{ include "parley.time" (include "parley.stop.drain" .) | quote }}
- name: Parley__Stop__Grace
  value: {{ include "parley.time" (include "parley.stop.program" .) | quote }}
{{- end }}
{{- range $key, $value := $values.settings }}
- name: {{ $key | replace ":" "__" }}
  value: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "parley.environment.database" -}}
{{- $database := .root.Values.database -}}
{{- if eq $database.kind "sqlite" }}
- name: Parley__Database
  value: sqlite:/data/parley.db
{{- else }}
{{- range list "username" "password" }}
- name: DATABASE_{{ upper . }}
  valueFrom:
    secretKeyRef:
      name: {{ include "parley.loginSecret" $ | quote }}
      key: {{ . }}
{{- end }}
- name: Parley__Database
  value: {{ include "parley.connectionString" . | quote }}
{{- end }}
{{- end }}

{{/* Kubernetes fills in $(…), which must stand above it. */}}
{{- define "parley.connectionString" -}}
{{- $database := .root.Values.database -}}
{{- $parts := list (printf "Host=%s" $database.host) (printf "Port=%d" (int $database.port)) (printf "Database=%s" $database.name) "Username='$(DATABASE_USERNAME)'" "Password='$(DATABASE_PASSWORD)'" (printf "SSL Mode=%s" $database.tls.mode) -}}
{{- if $database.tls.caConfigMap }}{{ $parts = append $parts "Root Certificate=/etc/parley/database/ca.pem" }}{{ end -}}
{{- $parts = append $parts (printf "Application Name=%s" (include "parley.fullname" .)) -}}
{{- with $database.options }}{{ $parts = append $parts . }}{{ end -}}
{{ join ";" $parts }}
{{- end }}

{{- define "parley.environment.files" -}}
{{- $files := .root.Values.files }}
- name: Parley__Blobs
  value: {{ eq $files.kind "s3" | ternary (printf "s3:%s" (list $files.s3.bucket $files.s3.prefix | compact | join "/")) "folder:/data/files" | quote }}
{{- if eq $files.kind "s3" }}
{{- with $files.s3.region }}
- name: Parley__S3__Region
  value: {{ . | quote }}
{{- end }}
{{- with $files.s3.endpoint }}
- name: Parley__S3__Endpoint
  value: {{ . | quote }}
- name: Parley__S3__PathStyle
  value: "true"
{{- end }}
{{- end }}
{{- end }}
