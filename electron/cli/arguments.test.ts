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
])('%j', (args, command) => {
  expect(parseArguments(args)).toEqual({ ok: true, value: command })
})

test.each([
  [[], 'a command is needed: match'],
  [['serve'], 'unknown command "serve"'],
  [['match', 'a.yaml'], 'match needs a selector: -l SELECTOR'],
  [['match', '-l', 'app'], 'match needs a file or a folder'],
  [['match', '--verbose', 'a'], "Unknown option '--verbose'"],
  [['match', '-x'], "Unknown option '-x'"],
  [['match', 'a', '-l'], "Option '-l, --selector <value>' argument missing"],
  [['match', '--json-lines=yes'], "Option '--json-lines' does not take an argument"],
  [['match', '--json-lines', '-l', 'app'], '--json-lines reads its selectors from standard input: leave out -l'],
  [['match', '--json-lines', 'a'], '--json-lines reads standard input: leave out the files'],
])('%j is wrong', (args, error) => {
  expect(parseArguments(args)).toEqual({ ok: false, error })
})
