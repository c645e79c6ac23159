{{/* How a pod leaves, all from .Values.stop: Kubernetes takes it off its lists and waits deregisterSeconds (preStop) while it serves on; then it is told to stop, closes its
connections over drainSeconds, and ends what is left within finishSeconds. */}}

{{- define "parley.stop.deregister" -}}
{{ if include "parley.needs" (list .role "http") }}{{ int .root.Values.stop.deregisterSeconds }}{{ else }}0{{ end }}
{{- end }}

{{- define "parley.stop.drain" -}}
{{ if has .role (list "all" "gateway") }}{{ int .root.Values.stop.drainSeconds }}{{ else }}0{{ end }}
{{- end }}

{{/* What the program may take, from the signal on. */}}
{{- define "parley.stop.program" -}}
{{ add (int (include "parley.stop.drain" .)) (int .root.Values.stop.finishSeconds) }}
{{- end }}

{{/* With a margin, so that it is never killed in its last second. */}}
{{- define "parley.stop.needed" -}}
{{ add (int (include "parley.stop.deregister" .)) (int (include "parley.stop.program" .)) 5 }}
{{- end }}

{{- define "parley.stop.grace" -}}
{{ .root.Values.stop.graceSeconds | default (include "parley.stop.needed" .) | int }}
{{- end }}

{{/* 95 → 00:01:35 */}}
{{- define "parley.time" -}}
{{- $seconds := int . -}}
{{ printf "%02d:%02d:%02d" (div $seconds 3600) (div (mod $seconds 3600) 60) (mod $seconds 60) }}
{{- end }}
