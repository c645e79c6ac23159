{{/* What stands beside a role's deployment. */}}

{{- define "parley.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
  {{- $annotations := get .root.Values.serviceAccounts.annotations .role | default dict }}
  {{- if eq .role "migrator" }}{{ $annotations = merge (include "parley.beforeMigration" . | fromYaml) $annotations }}{{ end }}
  {{- with $annotations }}
  annotations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
automountServiceAccountToken: false
{{- end }}

{{- define "parley.service" -}}
{{- $serves := include "parley.needs" (list .role "http") -}}
apiVersion: v1
kind: Service
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
  {{- if and $serves .root.Values.ingress.enabled (eq .root.Values.ingress.className "alb") }}
  annotations:
    # A target that leaves keeps its connections until its pod is gone; new ones go to where there are fewest.
    alb.ingress.kubernetes.io/target-group-attributes: {{ printf "deregistration_delay.timeout_seconds=%s,load_balancing.algorithm.type=least_outstanding_requests" (include "parley.stop.needed" .) }}
  {{- end }}
spec:
  selector:
    {{- include "parley.selector" . | nindent 4 }}
  ports:
    {{- if $serves }}
    - name: http
      port: 80
      targetPort: http
    {{- end }}
    - name: management
      port: 9090
      targetPort: management
{{- end }}

{{- define "parley.budget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
spec:
  maxUnavailable: {{ .root.Values.maxUnavailable }}
  # A pod that is not ready anyway does not hold up the drain of a node.
  unhealthyPodEvictionPolicy: AlwaysAllow
  selector:
    matchLabels:
      {{- include "parley.selector" . | nindent 6 }}
{{- end }}

{{- define "parley.scaler" -}}
{{- $scaling := (get .root.Values .role).autoscaling -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: {{ include "parley.fullname" . }}
  minReplicas: {{ $scaling.min }}
  maxReplicas: {{ $scaling.max }}
  metrics:
    - type: Resource
      resource:
        name: cpu
        target:
          type: Utilization
          averageUtilization: {{ $scaling.cpuPercent }}
    {{- with dig "connections" 0 $scaling }}
    - type: Pods
      pods:
        metric:
          name: parley_realtime_connections
        target:
          type: AverageValue
          averageValue: {{ . | quote }}
    {{- end }}
  behavior:
    scaleUp:
      stabilizationWindowSeconds: 0
      policies:
        - type: Percent
          value: 100
          periodSeconds: 60
    # Each pod that goes moves its connections: slowly, and not for a lull.
    scaleDown:
      stabilizationWindowSeconds: 600
      policies:
        - type: Pods
          value: 1
          periodSeconds: {{ eq .role "gateway" | ternary (max 60 (int (include "parley.stop.grace" .))) 60 }}
{{- end }}

{{/* Pods and what leads to them, bounds them and closes them. */}}
{{- define "parley.workload" -}}
{{ include "parley.service" . }}
---
{{ include "parley.deployment" . }}
{{- if gt (int (include "parley.fewest" .)) 1 }}
---
{{ include "parley.budget" . }}
{{- end }}
{{- if include "parley.scales" . }}
---
{{ include "parley.scaler" . }}
{{- end }}
{{- if .root.Values.networkPolicy.enabled }}
---
{{ include "parley.networkPolicy" . }}
{{- end }}
{{- end }}

{{/* Everything of one role; its canary is the same pods again, with another image. */}}
{{- define "parley.role" -}}
{{- if include "parley.runs" . }}
{{ include "parley.serviceAccount" . }}
---
{{ include "parley.workload" . }}
{{- if include "parley.needs" (list .role "database") }}
{{- include "parley.login" . }}
{{- end }}
{{- if include "parley.hasCanary" . }}
---
{{ include "parley.workload" (merge (dict "canary" true) .) }}
{{- end }}
{{- end }}
{{- end }}
