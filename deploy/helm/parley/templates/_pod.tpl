{{/* What every pod of Parley has. It meets the Pod Security Standards' profile "restricted". */}}
{{- define "parley.pod" -}}
{{- $values := .root.Values -}}
serviceAccountName: {{ include "parley.roleName" . }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with $values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . | quote }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- with $values.scheduling.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.scheduling.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{- define "parley.container" -}}
name: parley
image: {{ include "parley.image" . | quote }}
imagePullPolicy: IfNotPresent
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}

{{- define "parley.usesCa" -}}
{{- if and (eq .root.Values.database.kind "postgres") .root.Values.database.tls.caConfigMap (include "parley.needs" (list .role "database")) }}yes{{ end -}}
{{- end }}

{{- define "parley.usesCsi" -}}
{{- if and (eq .root.Values.database.kind "postgres") (eq .root.Values.logins.from "csi") (include "parley.needs" (list .role "database")) }}yes{{ end -}}
{{- end }}

{{- define "parley.usesVolume" -}}
{{- if and (eq .role "all") (or (eq .root.Values.database.kind "sqlite") (eq .root.Values.files.kind "volume")) }}yes{{ end -}}
{{- end }}

{{- define "parley.volumeMounts" -}}
volumeMounts:
  - name: tmp
    mountPath: /tmp
{{- if include "parley.usesVolume" . }}
  - name: data
    mountPath: /data
{{- end }}
{{- if include "parley.usesCa" . }}
  - name: database-ca
    mountPath: /etc/parley/database
    readOnly: true
{{- end }}
{{- if include "parley.usesCsi" . }}
  - name: login
    mountPath: /etc/parley/login
    readOnly: true
{{- end }}
{{- end }}

{{- define "parley.volumes" -}}
{{- $values := .root.Values -}}
volumes:
  - name: tmp
    emptyDir:
      sizeLimit: 256Mi
{{- if include "parley.usesVolume" . }}
  - name: data
    persistentVolumeClaim:
      claimName: {{ $values.volume.existingClaim | default (include "parley.fullname" .) | quote }}
{{- end }}
{{- if include "parley.usesCa" . }}
  - name: database-ca
    configMap:
      name: {{ $values.database.tls.caConfigMap | quote }}
      items:
        - key: {{ $values.database.tls.caKey | quote }}
          path: ca.pem
{{- end }}
{{- if include "parley.usesCsi" . }}
  - name: login
    csi:
      driver: secrets-store.csi.k8s.io
      readOnly: true
      volumeAttributes:
        secretProviderClass: {{ include "parley.loginSecret" . | quote }}
{{- end }}
{{- end }}
