import type { Translated } from './translated.ts'

const en = {
  title: 'How faithful this cluster is',
  about: 'Compared with Kubernetes {{version}} by {{count, number}} kubectl commands. What differs and is not listed here is a bug.',
  deviations: 'Known deviations',
  behaviours: 'Behaviours',
  kinds: 'Kinds',
  kind: 'Kind',
  apiVersion: 'API version',
  scope: 'Scope',
  namespaced: 'Namespace',
  clusterScoped: 'Cluster',
  passed: 'passed with kubectl {{versions}}',
  notRun: 'not run',
  commands_one: '{{count, number}} command',
  commands_other: '{{count, number}} commands',
} as const

const ko: Translated<typeof en> = {
  title: '실제 쿠버네티스와의 차이',
  about: 'kubectl 명령 {{count, number}}개로 쿠버네티스 {{version}}과 비교했습니다. 여기에 없는데 다른 것은 버그입니다.',
  deviations: '알려진 차이',
  behaviours: '동작',
  kinds: '종류',
  kind: '종류',
  apiVersion: 'API 버전',
  scope: '범위',
  namespaced: '네임스페이스',
  clusterScoped: '클러스터',
  passed: 'kubectl {{versions}}로 통과',
  notRun: '실행하지 않음',
  commands_other: '명령 {{count, number}}개',
}

export const fidelity = { en, ko }
