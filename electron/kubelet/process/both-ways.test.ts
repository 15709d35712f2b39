import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { runCommand } from '../shell/index.ts'
import { createTestWorld } from '../shell/test-world.ts'
import { runContainer } from './run-container.ts'

interface Outcome {
  readonly stdout: string
  readonly code: number | string
}

/** As a container's own command, ahead of time. */
function plan(image: string, script: string): Outcome {
  const acts = runContainer({ name: 'a', image, command: ['sh', '-c', script] }, { startedAt: Date.UTC(2026, 10, 24, 14, 30, 5), hostname: 'web' })
  let stdout = ''
  for (let count = 0; count < 5_000; count++) {
    const { done, value } = acts.next()
    if (done === true) return { stdout, code: value.exitCode }
    if (value.act === 'print' && value.stream === 'stdout') stdout += value.text
  }
  return { stdout, code: 'goes on' }
}

/** For a client, as `kubectl exec` does; whatever waits for the clock finds it gone on. */
async function live(image: string, script: string): Promise<Outcome> {
  const world = createTestWorld(image)
  const process = runCommand(['sh', '-c', script], world, { tty: false })
  process.stdin.end()
  process.stderr.cancel()
  const state = { over: false }
  const ended = process.ended.finally(() => {
    state.over = true
  })
  const parts: Uint8Array[] = []
  const reading = (async () => {
    for (let bytes = await process.stdout.read(); bytes !== undefined; bytes = await process.stdout.read()) parts.push(bytes)
  })()
  while (!state.over) {
    for (let turn = 0; turn < 100 && !state.over; turn++) await new Promise((resolve) => { setImmediate(resolve) })
    world.clock.advance(1_000)
  }
  await reading
  const end = await ended
  return { stdout: Buffer.concat(parts).toString('utf8'), code: end.kind === 'exited' ? end.code : end.message }
}

// the shell of this machine decides
test.each([
  'x="a  b"; for w in $x "$x"; do echo "<$w>"; done', 'set -- a b; echo "$# $1 $@"; shift; echo $*', 'x=1; x=2 true; echo $x', 'false; echo $?; x=; echo $?', 'x=$(exit 3); echo $?',
  'set -e; false; echo never', 'set -eu; echo a; false || echo b; false; echo c', 'set -ex 2>/dev/null; echo on', '(x=in; cd /tmp); echo "[$x]"; pwd', '(exit 3) | true; echo $?',
  'x=out; echo a | { read x; echo $x; }; echo $x', 'for i in 1 2; do for j in 1 2; do [ $j = 2 ] && continue 2; echo $i$j; done; done', 'for i in 1 2 3; do for j in a b; do break 2; done; done; echo $i$j',
  'while false; do :; done; echo $?', 'if false; then :; fi; echo $?', 'for x in; do :; done; echo $?', '[ a = a -a b = c -o d = d ]; echo $?', '[ ! -d /tmp -o -f /tmp ]; echo $?', '[ 1 -lt x ]; echo $?',
  '[ -x /bin ] && echo x', 'echo ${nope:?gone}; echo never', 'echo $((1/0)); echo never', 'echo $((x=2, 1))', 'read a b <<E\none two three\nE\necho "$b|$a"', 'printf "a b\\nc" | while read x y; do echo "$y-$x"; done',
  'printf "b\\na\\nb\\n" | sort | uniq -c | tr -s " "', 'echo a:b:c | cut -d: -f2', 'printf "x1\\ny2\\nx3\\n" | grep -c x', 'printf "x1\\ny2\\n" | grep x', 'echo x | grep -q y; echo $?', 'echo abc | wc -c | tr -d " "',
  'mkdir -p /tmp/pin/a/b; ls /tmp/pin/a; rm -r /tmp/pin; ls /tmp/pin 2>/dev/null; echo $((!$?))', 'cd /tmp; echo hi > pin1; cp pin1 pin2; mv pin2 pin3; cat pin3; rm pin1 pin3; ls pin1 2>/dev/null || echo gone',
  'rm /tmp/nope-pin 2>/dev/null; echo $?', 'mkdir /tmp 2>/dev/null; echo $?', 'echo out >&2 2>/dev/null; echo in 2>&1', '{ echo a; echo b >&2; } 2>&1 | sort',
  'echo a > /tmp/pin4; { echo b; echo c; } >> /tmp/pin4; head -n 2 /tmp/pin4; tail -n 1 /tmp/pin4; rm /tmp/pin4', 'echo x | tee /tmp/pin5 | cat; cat /tmp/pin5; rm /tmp/pin5', 'cat < /tmp/nope-pin; echo $?', 'cat <<A\n$(echo sub) \\$x\nA',
  'true & wait; echo $?', '(sleep 0.1; echo late) & echo early; wait', 'sleep 0.1 | echo now', 'exec echo gone; echo never', 'exec true; echo never', 'sh -c "exit 4"; echo $?', 'sh -c "echo \\$0 \\$1" a b', 'X=1 sh -c "echo \\$X"; echo "[$X]"',
  'export A=1; B=2; sh -c "echo \\$A\\$B."', 'trap "echo bye" TERM; echo set', 'umask 022; readonly R=1; echo $R', 'expr 2 + 3; expr 1 - 1; echo $?; expr a = b', 'nohup echo over 2>/dev/null', 'date -I | wc -c | tr -d " "', 'date -Iseconds | cut -c20-',
  'seq 3; seq 2 2 6; seq 3 1', 'command -v cd; command -v sh > /dev/null && echo yes', 'unset HOME; echo "[$HOME]"', 'echo "$(printf "a\\n\\n")|"', 'x=abcabc; echo ${x#*b} ${x%%b*} ${#x}', 'echo "a\nb"', 'exit 300', 'echo a |', 'if true; then',
])('%j does the same ahead of time, for a client and in a real shell', async (script) => {
  const real = spawnSync('/bin/sh', ['-c', script], { encoding: 'utf8', input: '', cwd: '/', env: { PATH: process.env['PATH'], HOME: '/root' } })
  const expected = { stdout: real.stdout, code: real.status }
  expect({ plan: plan('ubuntu', script), live: await live('ubuntu', script) }).toEqual({ plan: expected, live: expected })
})

test.each([
  ['busybox', 'echo -e "a\\tb"; [[ a == a ]] && echo same', 'a\tb\nsame\n'],
  ['busybox', 'cat /tmp/none 2>&1; rm /tmp/none 2>&1; ls /nope 2>&1', "cat: can't open '/tmp/none': No such file or directory\nrm: can't remove '/tmp/none': No such file or directory\nls: /nope: No such file or directory\n"],
  ['busybox', 'sleep 2; date +%T; hostname; id; uname', '14:30:07\nweb\nuid=0(root) gid=0(root) groups=0(root)\nLinux\n'],
  ['ubuntu', 'echo x > /dev/stdout; echo y 2>/dev/null > /dev/stderr', 'x\n'],
  ['ubuntu', 'for i in 1 2; do sleep $i; date +%T; done | tee /tmp/log | wc -l; cat /tmp/log', '2\n14:30:06\n14:30:08\n'],
])('in %s, %j prints %j', async (image, script, stdout) => {
  expect([plan(image, script).stdout, (await live(image, script)).stdout]).toEqual([stdout, stdout])
})
