import type { Translated } from './translated.ts'

const en = {
  title: 'Cluster',
  tree: 'Cluster outline',
  group: '{{kind}}, {{count, number}}',
  pods_one: '{{count, number}} pod',
  pods_other: '{{count, number}} pods',
  matching: '{{matched}} of {{total}} pods match',
  matches: 'matches',
  doesNotMatch: 'does not match',
  notReady: 'not ready',
  collapseAll: 'Collapse all',
  empty: 'The cluster has not answered yet.',
  nothing: 'No pod matches.',
} as const

const ko: Translated<typeof en> = {
  title: '클러스터',
  tree: '클러스터 개요',
  group: '{{kind}}, {{count, number}}개',
  pods_other: '파드 {{count, number}}개',
  matching: '파드 {{total}}개 중 {{matched}}개 일치',
  matches: '일치',
  doesNotMatch: '불일치',
  notReady: '준비되지 않음',
  collapseAll: '모두 접기',
  empty: '클러스터가 아직 응답하지 않았습니다.',
  nothing: '일치하는 파드가 없습니다.',
}

export const outline = { en, ko } as const
