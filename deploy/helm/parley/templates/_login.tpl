{{/* The Secret with a role's login for PostgreSQL, where the chart has to do with it. */}}
{{- define "parley.login" -}}
{{- $logins := .root.Values.logins -}}
{{- if eq .root.Values.database.kind "postgres" }}
{{- if eq $logins.from "externalSecrets" }}
---
{{ include "parley.login.externalSecret" . }}
{{- else if eq $logins.from "csi" }}
---
{{ include "parley.login.csi" . }}
{{- else if eq $logins.from "values" }}
---
{{ include "parley.login.values" . }}
{{- end }}
{{- end }}
{{- end }}

{{- define "parley.login.metadata" -}}
name: {{ include "parley.loginSecret" . | quote }}
namespace: {{ .root.Release.Namespace | quote }}
labels:
  {{- include "parley.labels" . | nindent 2 }}
{{- if eq .role "migrator" }}
annotations:
  {{- include "parley.beforeMigration" . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "parley.login.externalSecret" -}}
{{- $logins := .root.Values.logins -}}
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  {{- include "parley.login.metadata" . | nindent 2 }}
spec:
  refreshInterval: {{ $logins.externalSecrets.refreshInterval }}
  secretStoreRef:
    kind: {{ $logins.externalSecrets.storeKind }}
    name: {{ $logins.externalSecrets.storeName | quote }}
  target:
    name: {{ include "parley.loginSecret" . | quote }}
    creationPolicy: Owner
    deletionPolicy: Retain
  data:
    {{- range list "username" "password" }}
    - secretKey: {{ . }}
      remoteRef:
        key: {{ printf "%s%s" $logins.keyPrefix $.role | quote }}
        property: {{ . }}
    {{- end }}
{{- end }}

{{- define "parley.login.csi" -}}
{{- $logins := .root.Values.logins -}}
apiVersion: secrets-store.csi.x-k8s.io/v1
kind: SecretProviderClass
metadata:
  {{- include "parley.login.metadata" . | nindent 2 }}
spec:
  provider: aws
  parameters:
    region: {{ $logins.csi.region | quote }}
    usePodIdentity: "true"
    objects: |
      - objectName: {{ printf "%s%s" $logins.keyPrefix .role | quote }}
        objectType: secretsmanager
        jmesPath:
          - path: username
            objectAlias: username
          - path: password
            objectAlias: password
  secretObjects:
    - secretName: {{ include "parley.loginSecret" . | quote }}
      type: Opaque
      data:
        - objectName: username
          key: username
        - objectName: password
          key: password
{{- end }}

{{- define "parley.login.values" -}}
apiVersion: v1
kind: Secret
metadata:
  {{- include "parley.login.metadata" . | nindent 2 }}
type: Opaque
data:
  username: {{ .root.Values.logins.values.username | b64enc | quote }}
  password: {{ .root.Values.logins.values.password | b64enc | quote }}
{{- end }}
