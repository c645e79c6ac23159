{{/* Nothing comes in or goes out but what stands here. */}}
{{- define "parley.networkPolicy" -}}
{{- $values := .root.Values -}}
{{- $policy := $values.networkPolicy -}}
{{- $needs := dict -}}
{{- range list "http" "database" "files" "internet" }}{{ $_ := set $needs . (include "parley.needs" (list $.role .)) }}{{ end -}}
{{- $s3 := and $needs.files (eq $values.files.kind "s3") -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  {{- include "parley.metadata" . | nindent 2 }}
  {{- if eq .role "migrator" }}
  annotations:
    {{- include "parley.beforeMigration" . | nindent 4 }}
  {{- else if eq .role "check" }}
  annotations:
    helm.sh/hook: test
    helm.sh/hook-weight: "-10"
    helm.sh/hook-delete-policy: before-hook-creation
  {{- end }}
spec:
  podSelector:
    matchLabels:
      {{- include "parley.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  {{- if has .role (list "migrator" "check") }}
  ingress: []
  {{- else }}
  ingress:
    {{- if $needs.http }}
    - ports:
        - port: http
      from:
        {{- include "parley.network.callers" . | trim | nindent 8 }}
    {{- end }}
    - ports:
        - port: management
      from:
        - podSelector:
            matchLabels:
              app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
              app.kubernetes.io/component: check
        {{- range $policy.monitoringNamespaces }}
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: {{ . | quote }}
        {{- end }}
        {{- if and $needs.http $values.ingress.enabled (eq $values.ingress.className "alb") }}
        # The load balancer asks whether it is ready.
        {{- range $values.ingress.fromCidrs }}
        - ipBlock:
            cidr: {{ . | quote }}
        {{- end }}
        {{- end }}
  {{- end }}
  egress:
    - ports:
        - port: 53
          protocol: UDP
        - port: 53
          protocol: TCP
      to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
          podSelector:
            matchLabels:
              k8s-app: kube-dns
    {{- if and $needs.database (eq $values.database.kind "postgres") }}
    - ports:
        - port: {{ int $values.database.port }}
      to:
        {{- range $policy.databaseCidrs }}
        - ipBlock:
            cidr: {{ . | quote }}
        {{- end }}
    {{- end }}
    {{- if and $needs.database (eq $values.bus.kind "rabbitmq") (ne .role "migrator") }}
    - ports:
        - port: {{ int $policy.busPort }}
      to:
        {{- range $policy.busCidrs }}
        - ipBlock:
            cidr: {{ . | quote }}
        {{- end }}
    {{- end }}
    {{- if or $s3 $needs.internet }}
    # Pages that messages link to, for who asks them, and the bucket: what is public, and no neighbour.
    - ports:
        {{- if $needs.internet }}
        - port: 80
        {{- end }}
        - port: 443
      to:
        - ipBlock:
            cidr: 0.0.0.0/0
            except: [10.0.0.0/8, 100.64.0.0/10, 169.254.0.0/16, 172.16.0.0/12, 192.168.0.0/16]
        - ipBlock:
            cidr: "::/0"
            except: ["fc00::/7", "fe80::/10"]
    {{- end }}
    {{- if $s3 }}
    # EKS Pod Identity's agent, which gives out the right to the bucket.
    - ports:
        - port: 80
      to:
        - ipBlock:
            cidr: 169.254.170.23/32
        - ipBlock:
            cidr: "fd00:ec2::23/128"
    {{- with $policy.filesCidrs }}
    - ports:
        - port: 443
      to:
        {{- range . }}
        - ipBlock:
            cidr: {{ . | quote }}
        {{- end }}
    {{- end }}
    {{- end }}
    {{- if eq .role "check" }}
    - ports:
        - port: 9090
      to:
        - podSelector:
            matchLabels:
              app.kubernetes.io/name: parley
              app.kubernetes.io/instance: {{ .root.Release.Name | quote }}
    {{- end }}
{{- end }}

{{- define "parley.network.callers" -}}
{{- range .root.Values.ingress.fromCidrs }}
- ipBlock:
    cidr: {{ . | quote }}
{{- end }}
{{- range .root.Values.ingress.fromNamespaces }}
- namespaceSelector:
    matchLabels:
      kubernetes.io/metadata.name: {{ . | quote }}
{{- end }}
{{- if not (or .root.Values.ingress.fromCidrs .root.Values.ingress.fromNamespaces) }}
# Nobody is named: those of the same namespace.
- podSelector: {}
{{- end }}
{{- end }}
