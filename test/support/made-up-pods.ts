const APPS = ['web', 'api', 'db', 'cache', 'worker', 'cron', 'mail', 'search']
const ENVIRONMENTS = ['prod', 'staging', 'dev', 'qa']
const TIERS = ['web', 'backend', 'data']

export interface MadeUpPod { readonly name: string; readonly namespace: string; readonly labels: Readonly<Record<string, string>> }

/** A made-up pod, the same for the same number: eight labels, a hundred pods a namespace. */
export function makePod(number: number, total: number): MadeUpPod {
  const spread = (number * 2_654_435_761) >>> 0
  return {
    name: `pod-${number}`,
    namespace: `team-${number % Math.max(1, Math.ceil(total / 100))}`,
    labels: {
      app: APPS[spread % 8]!, env: ENVIRONMENTS[(spread >>> 3) % 4]!, tier: TIERS[(spread >>> 5) % 3]!, version: `v${(spread >>> 7) % 20}`,
      team: `team-${number % 97}`, 'pod-template-hash': spread.toString(16).slice(0, 8), 'app.kubernetes.io/part-of': `suite-${number % 7}`,
      ...(spread % 10 === 0 ? { canary: 'true' } : { stable: 'true' }),
    },
  }
}

/** Such a pod as a manifest of about 2 kB, as real ones are. */
export function writeManifest({ name, namespace, labels }: MadeUpPod): string {
  return `apiVersion: v1
kind: Pod
metadata:
  name: ${name}
  namespace: ${namespace}
  labels:
${Object.entries(labels).map(([key, value]) => `    ${key}: "${value}"`).join('\n')}
  annotations:
    description: >-
      A pod that stands for many of its kind, with a description long enough to make the document
      as long as manifests are that people write and tools make.
spec:
  restartPolicy: Always
  terminationGracePeriodSeconds: 30
  containers:
${['main', 'sidecar'].map((container, index) => `  - name: ${container}
    image: nginx:1.${index + 25}
    imagePullPolicy: IfNotPresent
    command: ["/bin/server", "--port=${8080 + index}", "--log-level=info"]
    ports:
    - name: ${container}
      containerPort: ${8080 + index}
      protocol: TCP
    env:
${Array.from({ length: 8 }, (_, i) => `    - name: SETTING_${i}\n      value: "value of setting ${i} of ${name}"`).join('\n')}
    resources:
      requests:
        cpu: 1m
        memory: 1Mi
      limits:
        cpu: 500m
        memory: 128Mi`).join('\n')}
`
}
