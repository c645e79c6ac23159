{{- define "parley.deployment" -}}
{{- $values := .root.Values -}}
{{- $role := get $values .role -}}
{{- $serves := include "parley.needs" (list .role "http") -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
spec:
  {{- if not (include "parley.scales" .) }}
  replicas: {{ include "parley.fewest" . }}
  {{- end }}
  revisionHistoryLimit: 3
  {{- if and (eq .role "gateway") (int (include "parley.stop.drain" .)) }}
  # Kubernetes does not wait for pods that leave: the next gateway goes only when the connections of the one before have moved.
  minReadySeconds: {{ add (int (include "parley.stop.deregister" .)) (int (include "parley.stop.drain" .)) }}
  {{- end }}
  strategy:
    {{- if include "parley.usesVolume" . }}
    # A volume is one pod's: the old one leaves it first.
    type: Recreate
    {{- else }}
    type: RollingUpdate
    rollingUpdate:
      maxUnavailable: 0
      maxSurge: 25%
    {{- end }}
  selector:
    matchLabels:
      {{- include "parley.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "parley.selector" . | nindent 8 }}
        app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
        {{- if .canary }}
        parley.io/track: canary
        {{- end }}
      annotations:
        kubectl.kubernetes.io/default-container: parley
        {{- with $values.scheduling.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
        {{- if and (eq $values.logins.from "values") (eq $values.database.kind "postgres") (eq .role "all") }}
        checksum/login: {{ toJson $values.logins.values | sha256sum }}
        {{- end }}
    spec:
      {{- include "parley.pod" . | nindent 6 }}
      {{- with include "parley.priorityClass" . }}
      priorityClassName: {{ . }}
      {{- end }}
      terminationGracePeriodSeconds: {{ include "parley.stop.grace" . }}
      topologySpreadConstraints:
        {{- range $key, $when := dict "topology.kubernetes.io/zone" $values.spread.zones "kubernetes.io/hostname" $values.spread.nodes }}
        - topologyKey: {{ $key }}
          maxSkew: 1
          whenUnsatisfiable: {{ $when }}
          labelSelector:
            matchLabels:
              {{- include "parley.selector" $ | nindent 14 }}
          matchLabelKeys: [pod-template-hash]
        {{- end }}
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 50
              podAffinityTerm:
                topologyKey: kubernetes.io/hostname
                labelSelector:
                  matchLabels:
                    {{- include "parley.selector" . | nindent 20 }}
      containers:
        - {{ include "parley.container" . | indent 10 | trim }}
          args: [serve, --roles, {{ .role }}]
          env:
            {{- include "parley.environment" . | trim | nindent 12 }}
          ports:
            {{- if $serves }}
            - name: http
              containerPort: 8080
            {{- end }}
            - name: management
              containerPort: 9090
          {{- with include "parley.stop.deregister" . | int }}
          lifecycle:
            preStop:
              sleep:
                seconds: {{ . }}
          {{- end }}
          # Long enough to wait for a migration by someone else (Parley:Start:MigrationWait).
          startupProbe:
            httpGet:
              path: /health/live
              port: management
            periodSeconds: 1
            timeoutSeconds: 3
            failureThreshold: 60
          livenessProbe:
            httpGet:
              path: /health/live
              port: management
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 3
          readinessProbe:
            httpGet:
              path: /health/ready
              port: management
            periodSeconds: 3
            timeoutSeconds: 3
            failureThreshold: 2
          resources:
            {{- toYaml $role.resources | nindent 12 }}
          {{- include "parley.volumeMounts" . | nindent 10 }}
      {{- include "parley.volumes" . | nindent 6 }}
{{- end }}

{{- define "parley.priorityClass" -}}
{{- if .root.Values.priorityClasses.create -}}
{{ printf "%s-%s" .root.Release.Name (eq .role "worker" | ternary "background" "serving") }}
{{- end -}}
{{- end }}
