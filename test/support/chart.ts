import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** A chart with a workload, what it reads, a hook that runs before each upgrade, and notes. */
const FILES: Readonly<Record<string, string>> = {
  'Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 0.1.0\nappVersion: "1.27"\n',
  'values.yaml': 'replicas: 2\nimage: nginx:1.27\ngreeting: hello\npassword: secret\n',
  'templates/NOTES.txt': 'Shop {{ .Release.Name }} says {{ .Values.greeting }}.\n',
  'templates/config.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: {{ .Release.Name }}-settings }
data: { greeting: {{ .Values.greeting | quote }} }
---
apiVersion: v1
kind: Secret
metadata: { name: {{ .Release.Name }}-password }
data: { password: {{ .Values.password | b64enc }} }
`,
  'templates/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: { name: {{ .Release.Name }}-web, labels: { app: {{ .Release.Name }} } }
spec:
  replicas: {{ .Values.replicas }}
  selector: { matchLabels: { app: {{ .Release.Name }} } }
  template:
    metadata: { labels: { app: {{ .Release.Name }} } }
    spec:
      containers:
        - name: web
          image: {{ .Values.image }}
          ports: [{ containerPort: 80 }]
          envFrom: [{ configMapRef: { name: {{ .Release.Name }}-settings } }]
---
apiVersion: v1
kind: Service
metadata: { name: {{ .Release.Name }}-web }
spec: { selector: { app: {{ .Release.Name }} }, ports: [{ port: 80 }] }
`,
  'templates/migrate.yaml': `apiVersion: batch/v1
kind: Job
metadata:
  name: {{ .Release.Name }}-migrate
  annotations: { helm.sh/hook: "pre-install,pre-upgrade", helm.sh/hook-delete-policy: before-hook-creation }
spec:
  template:
    spec:
      restartPolicy: Never
      containers: [{ name: migrate, image: busybox, command: [echo, migrated] }]
`,
}

/** Writes the chart into a folder. */
export function writeChart(folder: string): void {
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
}
