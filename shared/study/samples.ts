import type { ObjectRef, StringMap } from '../model/index.ts'

/** A manifest of the study notes, to be dropped on the cluster or applied as it is. */
export interface Sample {
  readonly name: string
  /** The file it is saved as in the notes. */
  readonly file: string
  readonly object: Pick<ObjectRef, 'apiVersion' | 'kind' | 'name'>
  /** Whether the object lives in a namespace. */
  readonly namespaced: boolean
  readonly labels: StringMap
  /** The manifest, commented in each language. */
  readonly text: { readonly en: string; readonly ko: string }
}

interface Words {
  readonly version: string
  readonly kind: string
  readonly metadata: string
  readonly labels: string
  readonly spec: string
  readonly image: string
  readonly container: string
}

const EN: Words = {
  version: 'version of the Kubernetes API',
  kind: 'kind of object',
  metadata: 'name, namespace, labels and other facts about the pod',
  labels: 'key: value',
  spec: 'what the pod is to be: its containers, volumes and other data',
  image: 'image the container is made from',
  container: 'name of the container',
}

const KO: Words = {
  version: '디스크립터에서 사용한 쿠버네티스 API 버전',
  kind: '쿠버네티스 오브젝트 유형',
  metadata: '이름, 네임스페이스, 레이블 및 파드에 관한 기타 정보',
  labels: 'key: value',
  spec: '파드 컨테이너, 볼륨, 기타 데이터 등 파드 자체에 대한 실제 명세',
  image: '컨테이너를 만드는 이미지',
  container: '컨테이너 이름',
}

const writePod = (name: string, labels: StringMap, words: Words): string => `# ${words.version}
apiVersion: v1
# ${words.kind}
kind: Pod
# ${words.metadata}
metadata:
  name: ${name}
  labels: # ${words.labels}
${Object.entries(labels).map(([key, value]) => `    ${key}: ${value}\n`).join('')}# ${words.spec}
spec:
  containers:
  - image: luksa/kubia # ${words.image}
    name: kubia # ${words.container}
    ports:
    - containerPort: 8080
      protocol: TCP
`

const writeNamespace = (name: string, words: Words): string => `# ${words.version}
apiVersion: v1
# ${words.kind}
kind: Namespace
metadata:
  name: ${name}
`

const samplePod = (name: string, labels: StringMap): Sample => ({
  name,
  file: `${name}.yaml`,
  object: { apiVersion: 'v1', kind: 'Pod', name },
  namespaced: true,
  labels,
  text: { en: writePod(name, labels, EN), ko: writePod(name, labels, KO) },
})

const sampleNamespace = (name: string): Sample => ({
  name,
  file: `${name}.yaml`,
  object: { apiVersion: 'v1', kind: 'Namespace', name },
  namespaced: false,
  labels: {},
  text: { en: writeNamespace(name, EN), ko: writeNamespace(name, KO) },
})

/** The manifests of the notes: three pods to tell apart by label, and a namespace to put one into. */
export const SAMPLES: readonly Sample[] = [
  samplePod('kubia', { run: 'kubia' }),
  samplePod('kubia-manual', { creation_method: 'manual', env: 'prod' }),
  samplePod('kubia-manual-v2', { creation_method: 'manual', env: 'prod' }),
  sampleNamespace('custom-namespace'),
]

/** Questions of the notes that these samples answer. */
export const SAMPLE_SELECTORS: readonly string[] = ['creation_method=manual', '!env', 'env in (debug)']
