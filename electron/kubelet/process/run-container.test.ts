import fc from 'fast-check'
import { expect, test } from 'vitest'
import { runContainer } from './run-container.ts'

/** What a script writes, and how it ends; cut off after so many acts. */
function play(script: string, most = 2_000): { readonly output: string; readonly end: string } {
  const acts = runContainer({ name: 'a', image: 'busybox', command: ['sh', '-c', script] }, { startedAt: 0, hostname: 'p' })
  let output = ''
  for (let count = 0; count < most; count++) {
    const { done, value } = acts.next()
    if (done === true) return { output, end: `${value.exitCode} at ${value.at}` }
    if (value.act === 'print') output += value.text
  }
  return { output, end: 'goes on' }
}

test.each([
  ['exit 3', '', '3 at 0'],
  ['sleep 1.5; sleep 1m', '', '0 at 61500'],
  ['false && echo a || echo b', 'b\n', '0 at 0'],
  ['! false && echo yes', 'yes\n', '0 at 0'],
  ['x=1; y=${x:-2}${z:-3}; echo $y', '13\n', '0 at 0'],
  ['name=web-0; echo ${name%-*} ${name##*-} ${#name}', 'web 0 5\n', '0 at 0'],
  ['i=0; while [ $i -lt 3 ]; do i=$((i + 1)); [ $i -eq 2 ] && continue; echo $i; done', '1\n3\n', '0 at 0'],
  ['until [ -f /tmp/x ]; do sleep 1; touch /tmp/x; done; echo done', 'done\n', '0 at 1000'],
  ['for f in a "b c"; do echo "<$f>"; done', '<a>\n<b c>\n', '0 at 0'],
  ['if [ "$HOSTNAME" = p ]; then echo me; elif true; then echo other; fi', 'me\n', '0 at 0'],
  ['(exit 4); echo $?', '4\n', '0 at 0'],
  ['{ echo a; echo b; } | while read line; do echo "[$line]"; done', '[a]\n[b]\n', '0 at 0'],
  ['echo $(seq 3) | tee /tmp/out; cat /tmp/out', '1 2 3\n1 2 3\n', '0 at 0'],
  ['cat <<END\nHello $HOSTNAME\nEND', 'Hello p\n', '0 at 0'],
  ['sleep 5 & wait; echo waited', 'waited\n', '0 at 5000'],
  ['echo hidden > /dev/null; echo seen > /proc/1/fd/1', 'seen\n', '0 at 0'],
  ['exec sh -c "exit 7"', '', '7 at 0'],
  ['echo up; ./server', 'up\n', '0 at Infinity'],
  ['nginx -g "daemon off;"; echo never', '', '0 at Infinity'],
  ['while :; do :; done', '', '0 at Infinity'],
  ['while true; do sleep 3600; done', '', 'goes on'],
  ['x=a; for i in $(seq 100); do x=$x$x; done; echo ${#x}', 'sh: Argument list too long\n', '2 at 0'],
])('%s', (script, output, end) => {
  expect(play(script)).toEqual({ output, end })
})

test('no script holds the program up', () => {
  const piece = fc.constantFrom('while', 'until', 'for i in', 'do', 'done', 'if', 'then', 'fi', ';', '|', '&', '&&', '||', '$(', ')', '$((', '))', '{', '}', 'true', 'false', 'sleep 1', 'echo $i', 'x=1', 'x=$x$x$x', 'seq 9999', '> f', '< f', '"', "'", '`', ' ', '\n', 'exec', 'wait', 'read y', 'sh -c')
  fc.assert(fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
    expect(play(pieces.join(' '), 300).end).toMatch(/^(\d+ at (\d+|Infinity)|goes on)$/)
  }), { numRuns: 300 })
})
