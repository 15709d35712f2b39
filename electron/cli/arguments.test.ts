import { expect, test } from 'vitest'
import { type Command, parseArguments } from './arguments.ts'

test.each<[string[], Command]>([
  [['--help'], { kind: 'help' }],
  [['match', '-h'], { kind: 'help' }],
  [['match', '-l', 'app=web', 'a.yaml'], { kind: 'match-files', selector: 'app=web', paths: ['a.yaml'] }],
  [['match', 'a.yaml', '--selector=!app', 'b'], { kind: 'match-files', selector: '!app', paths: ['a.yaml', 'b'] }],
  [['match', '-lapp', '--', '-l'], { kind: 'match-files', selector: 'app', paths: ['-l'] }],
  [['match', '-l', '', 'a'], { kind: 'match-files', selector: '', paths: ['a'] }],
  [['match', '--json-lines'], { kind: 'match-lines' }],
  [['serve'], { kind: 'serve', paths: [] }],
  [
    ['serve', '--port', '0', '--data', 'd', '--kubeconfig', 'k', '--nodes', '5', '--speed', '2.5', 'a', 'b'],
    { kind: 'serve', paths: ['a', 'b'], port: 0, data: 'd', kubeconfig: 'k', nodes: 5, speed: 2.5 },
  ],
  [['serve', '--demo', '1000000'], { kind: 'serve', paths: [], demo: 1_000_000 }],
])('%j', (args, command) => {
  expect(parseArguments(args)).toEqual({ ok: true, value: command })
})

test.each([
  [[], 'a command is needed: match or serve'],
  [['sing'], 'unknown command "sing"'],
  [['match', 'a.yaml'], 'match needs a selector: -l SELECTOR'],
  [['match', '-l', 'app'], 'match needs a file or a folder'],
  [['match', '--verbose', 'a'], "Unknown option '--verbose'"],
  [['match', '-x'], "Unknown option '-x'"],
  [['match', 'a', '-l'], "Option '-l, --selector <value>' argument missing"],
  [['match', '--json-lines=yes'], "Option '--json-lines' does not take an argument"],
  [['match', '--json-lines', '-l', 'app'], '--json-lines reads its selectors from standard input: leave out -l'],
  [['match', '--port', '1', '-l', 'app', 'a'], 'match knows no --port'],
  [['serve', '-l', 'app'], 'serve knows no --selector'],
  [['serve', '--port', '65536'], '--port takes a number from 0 to 65535'],
  [['serve', '--nodes', 'many'], '--nodes takes a number from 0 to 1000'],
  [['serve', '--demo', '0'], '--demo takes a number of pods from 1 to 1000000'],
  [['serve', '--demo', '1e3'], '--demo takes a number of pods from 1 to 1000000'],
  [['serve', '--demo', '9', '--data', 'd'], '--demo is kept in memory only: leave out --data'],
  [['serve', '--demo', '9', '--nodes', '1'], '--demo brings the nodes that its pods need: leave out --nodes'],
  [['serve', '--speed', '0'], '--speed takes a number from 0.01 to 1000'],
  [['match', '--json-lines', 'a'], '--json-lines reads standard input: leave out the files'],
])('%j is wrong', (args, error) => {
  expect(parseArguments(args)).toEqual({ ok: false, error })
})
