/** A way in which this cluster is known to differ from a real one. */
export interface Deviation {
  /** The kinds that it is about; none when it is about the cluster as a whole. */
  readonly kinds: readonly string[]
  readonly en: string
  readonly ko: string
}

/** Every known deviation, for the fidelity ledger. What is not told here and differs from Kubernetes is a bug. */
export const deviations: readonly Deviation[] = [
  {
    kinds: [],
    en: 'No container runs and no network is real: timing, load and throughput say nothing about a real cluster.',
    ko: '컨테이너도 네트워크도 실제가 아닙니다. 시간, 부하, 처리량은 실제 클러스터에 대해 아무것도 말해 주지 않습니다.',
  },
  {
    kinds: [],
    en: 'There is one user, to whom everything is allowed: RBAC objects are kept and checked, but never asked; impersonation changes nothing.',
    ko: '사용자는 하나이고 모든 것이 허용됩니다. RBAC 오브젝트는 저장되고 검사되지만 권한 판단에 쓰이지 않으며, 가장(impersonation)도 효과가 없습니다.',
  },
  {
    kinds: [],
    en: 'Answers are JSON or YAML; clients that ask for protobuf get JSON, as their headers allow.',
    ko: '응답은 JSON이나 YAML입니다. protobuf를 요청하는 클라이언트도 헤더가 허용하는 대로 JSON을 받습니다.',
  },
  {
    kinds: [],
    en: 'No admission webhooks or policies and no aggregated API servers: their kinds are not served.',
    ko: '어드미션 웹훅과 정책, 애그리게이션 API 서버가 없습니다. 그 종류들은 제공되지 않습니다.',
  },
  {
    kinds: ['Pod'],
    en: 'What an image does comes from a catalogue of common images and simple commands; any other image starts and stays up, doing nothing.',
    ko: '이미지가 하는 일은 흔한 이미지와 간단한 명령의 목록에서 옵니다. 그 밖의 이미지는 시작한 뒤 아무 일도 하지 않고 떠 있습니다.',
  },
  {
    kinds: ['Pod'],
    en: 'The shell in a container knows the everyday commands; it is no Linux: there is no kernel, no package manager, no compiler.',
    ko: '컨테이너의 셸은 일상적인 명령만 압니다. 리눅스가 아니므로 커널도, 패키지 관리자도, 컴파일러도 없습니다.',
  },
  {
    kinds: ['Pod'],
    en: 'postStart hooks are kept, but not run.',
    ko: 'postStart 훅은 저장되지만 실행되지 않습니다.',
  },
  {
    kinds: ['Job'],
    en: 'podFailurePolicy, backoffLimitPerIndex and successPolicy are kept, but change nothing.',
    ko: 'podFailurePolicy, backoffLimitPerIndex, successPolicy는 저장되지만 아무것도 바꾸지 않습니다.',
  },
  {
    kinds: ['Endpoints', 'EndpointSlice'],
    en: 'Endpoints written by hand are not mirrored into EndpointSlices.',
    ko: '손으로 쓴 Endpoints는 EndpointSlice로 복제되지 않습니다.',
  },
  {
    kinds: ['Secret', 'ServiceAccount'],
    en: 'Secrets of type kubernetes.io/service-account-token are not filled with a token.',
    ko: 'kubernetes.io/service-account-token 유형의 시크릿에 토큰이 채워지지 않습니다.',
  },
  {
    kinds: ['Node'],
    en: 'The load of nodes and pods, which metrics and autoscalers read, is made up from what the containers request and do.',
    ko: '지표와 오토스케일러가 읽는 노드와 파드의 부하는 컨테이너의 요청량과 동작에서 지어낸 것입니다.',
  },
  {
    kinds: ['Service'],
    en: 'A node port answers inside of the cluster only; a load balancer never gets an address.',
    ko: '노드 포트는 클러스터 안에서만 답하고, 로드 밸런서는 주소를 받지 못합니다.',
  },
  {
    kinds: ['NetworkPolicy'],
    en: 'Kept, listed and checked, but not enforced: every pod reaches every other.',
    ko: '저장되고 나열되고 검사되지만 시행되지 않습니다. 모든 파드는 서로 닿습니다.',
  },
  {
    kinds: ['Ingress', 'IngressClass'],
    en: 'Kept and listed; no ingress controller runs, so nothing is routed, as in a new real cluster.',
    ko: '저장되고 나열됩니다. 새로 만든 실제 클러스터처럼 인그레스 컨트롤러가 없어 아무것도 라우팅하지 않습니다.',
  },
  {
    kinds: ['PersistentVolume', 'PersistentVolumeClaim', 'StorageClass'],
    en: 'Claims are bound and volumes provisioned, but what containers write to them is held in memory.',
    ko: '클레임은 바인딩되고 볼륨도 만들어지지만, 컨테이너가 쓴 내용은 메모리에만 있습니다.',
  },
  {
    kinds: ['Secret'],
    en: 'Secrets lie on the disk as plain text; the window never shows their values.',
    ko: '시크릿은 디스크에 평문으로 저장됩니다. 창에는 값이 절대 보이지 않습니다.',
  },
  {
    kinds: ['CustomResourceDefinition'],
    en: 'Structural schemas, defaults, columns, status and scale work; CEL rules are stored, warned of and not evaluated, and conversion webhooks not called.',
    ko: '구조적 스키마, 기본값, 열, status와 scale은 동작합니다. CEL 규칙은 저장하고 경고할 뿐 평가하지 않고 변환 웹훅은 부르지 않습니다.',
  },
]
