import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { pump } from '../../../shared/lang/pipe.ts'
import { runCommand } from './index.ts'
import { createTestWorld } from './test-world.ts'

async function run(script: string): Promise<{ readonly stdout: string; readonly code: number | string }> {
  const process = runCommand(['sh', '-c', script, 'sh', 'one', 'two  three'], createTestWorld(), { tty: false })
  process.stdin.end()
  const errors = pump(process.stderr, { write: async () => true, end: () => undefined })
  const parts: Uint8Array[] = []
  for (let bytes = await process.stdout.read(); bytes !== undefined; bytes = await process.stdout.read()) parts.push(bytes)
  const [end] = await Promise.all([process.ended, errors])
  return { stdout: Buffer.concat(parts).toString('utf8'), code: end.kind === 'exited' ? end.code : end.message }
}

// each is also run by the shell of this machine, which decides what is right
test.each([
  'echo "$1|$2|$@|$*|$#"', 'for x; do echo "<$x>"; done', 'for x in "$@" $2; do echo "<$x>"; done', 'set -- a "b c"; shift; echo "$1"',
  'x=1; x=2 true; echo $x', 'x="a b"; y=$x; echo "$y"', 'x=; echo "${x-unset}" "${x:-empty}" "${y-unset}" "${y+set}" "${x+set}"', ': ${z:=made}; echo $z',
  'x=abcabc; echo ${x#*b} ${x##*b} ${x%b*} ${x%%b*} ${#x}', 'x="*"; echo "$x"', 'x="a   b"; echo $x', 'echo a"b"\'c\'d', 'echo "a\\"b" \'a\\b\' a\\ b', 'echo "\\$x \\` \\\\"',
  'echo $(echo "a  b") "$(echo "a  b")"', 'echo "$(printf "a\\n\\n\\n")|"', 'echo `echo \\`echo deep\\``', 'x=$(exit 4); echo $?', 'echo $(false) $?', 'y=$(false)$(true); echo $?',
  'false || true && echo yes', 'true || echo no && echo yes', '! true; echo $?', '! false | true; echo $?', 'true | false; echo $?', 'exit 300', '(exit 2) || echo $?',
  '{ echo a; echo b; } | wc -l | tr -d " "', 'if false; then echo a; elif true; then echo b; else echo c; fi', 'if (exit 1); then :; fi; echo $?', 'while false; do :; done; echo $?',
  'i=0; while [ $i -lt 5 ]; do i=$((i+1)); [ $i -eq 2 ] && continue; [ $i -eq 4 ] && break; echo $i; done', 'for i in 1 2; do for j in 1 2; do [ $j -eq 2 ] && continue 2; echo $i$j; done; done',
  '(x=inner; echo $x); echo "[$x]"', '{ x=same; }; echo $x', 'echo a | { read x; echo "got $x"; }', 'printf "a b\\nc\\n" | while read x y; do echo "$y-$x"; done',
  'echo $((2+3*4)) $((10%3)) $((1<2)) $(( (1+1)*-3 )) $((5/2))', 'x=3; echo $((x*2)) $(($x+1))', 'cat <<A; echo after\n$1 $(echo sub) \\$1\nA', "cat <<'A'\n$1\nA", 'cat <<A <<B\na\nA\nb\nB',
  'echo out; echo err >&2', '{ echo out; echo err >&2; } 2>&1 | sort', 'echo x 2>/dev/null >&2', 'set -e; false || true; echo on; false; echo off', 'set -e; ! true; echo on',
  'set -e; x=$(false); echo off', 'set -e; if false; then :; fi; (false); echo off', 'echo a;\n\n# comment\necho b # more', 'echo a &&\n echo b', 'echo a#b \\# "#"', 'exec echo gone; echo never',
  'command -v cd', 'nosuchcommand; echo $?', 'echo "${x:?}"; echo never', 'test 1 -lt 2 -a a = a; echo $?', '[ "$x" ]; echo $?', '[ ! -d / ]; echo $?', '[ -z "" -o x = y ]; echo $?',
  'printf "%5s|%-5s|%05d|%x|%c|%%\\n" a b 42 255 hello', 'printf "%s-%s\\n" 1 2 3', 'printf "a\\tb\\\\n\\n"', 'printf "%b\\n" "x\\ty"', 'read x; echo "$? [$x]"', 'echo ~ | wc -l | tr -d " "',
  'x=a; x=${x}b; echo ${x}c', 'echo "a\nb"', 'f=a.b.c; echo ${f%.*}.${f##*.}', 'x="1 2 3"; set -- $x; echo $2', 'echo "$(echo "nested \\"quotes\\"")"', 'true & wait; echo $?', 'echo "" | wc -c | tr -d " "',
])('%s', async (script) => {
  const real = spawnSync('/bin/sh', ['-c', script, 'sh', 'one', 'two  three'], { encoding: 'utf8', input: '', env: { PATH: process.env['PATH'], HOME: '/root' } })
  expect(await run(script)).toEqual({ stdout: real.stdout, code: real.status })
})
