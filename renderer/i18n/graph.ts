import type { Translated } from './translated.ts'

const en = {
  region: 'Graph',
  application: 'Namespaces and their pods',
  keys: 'Arrow keys move between pods and namespaces. Enter selects, and opens what is selected. Space adds to the selection. Plus, minus and 0 zoom. Shift and arrow keys move the view.',
  pods_one: '{{count, number}} pod',
  pods_other: '{{count, number}} pods',
  match_one: '{{count, number}} match',
  match_other: '{{count, number}} match',
  more_one: '+{{count, number}} more',
  more_other: '+{{count, number}} more',
  restarts_one: '{{count, number}} restart',
  restarts_other: '{{count, number}} restarts',
  empty: 'No pods',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  fit: 'Fit all',
  menu: {
    label: 'Actions',
    only: 'Show only this namespace',
    everywhere: 'Show all namespaces',
    copy_one: 'Copy name',
    copy_other: 'Copy {{count, number}} names',
    delete: 'Delete',
    deleteMany_one: 'Delete {{count, number}} object',
    deleteMany_other: 'Delete {{count, number}} objects',
  },
  spoken: {
    pod: 'Pod {{name}} in namespace {{namespace}}',
    namespace: 'Namespace {{name}}',
    ready: '{{ready, number}} of {{all, number}} containers ready',
    matches: 'matches the selector',
    differs: 'does not match the selector',
    labels: 'labels {{labels}}',
  },
} as const

const ko: Translated<typeof en> = {
  region: '그래프',
  application: '네임스페이스와 파드',
  keys: '화살표 키로 파드와 네임스페이스 사이를 이동합니다. Enter 키는 선택하고, 선택한 항목을 엽니다. 스페이스 키는 선택에 추가합니다. 더하기, 빼기, 0 키로 확대/축소합니다. Shift와 화살표 키로 화면을 움직입니다.',
  pods_other: '파드 {{count, number}}개',
  match_other: '일치 {{count, number}}개',
  more_other: '외 {{count, number}}개',
  restarts_other: '재시작 {{count, number}}회',
  empty: '파드 없음',
  zoomIn: '확대',
  zoomOut: '축소',
  fit: '전체 맞춤',
  menu: {
    label: '작업',
    only: '이 네임스페이스만 보기',
    everywhere: '모든 네임스페이스 보기',
    copy_other: '이름 복사',
    delete: '삭제',
    deleteMany_other: '오브젝트 {{count, number}}개 삭제',
  },
  spoken: {
    pod: '네임스페이스 {{namespace}}의 파드 {{name}}',
    namespace: '네임스페이스 {{name}}',
    ready: '컨테이너 {{all, number}}개 중 {{ready, number}}개 준비됨',
    matches: '셀렉터와 일치',
    differs: '셀렉터와 불일치',
    labels: '레이블 {{labels}}',
  },
}

export const graph = { en, ko } as const
