import { expect, test } from 'vitest'
import { type ContainerProcess, runCommand } from './index.ts'
import { createTestWorld, type TestWorld } from './test-world.ts'

async function readText(source: { read(): Promise<Uint8Array | undefined> }): Promise<string> {
  const parts: Uint8Array[] = []
  for (let bytes = await source.read(); bytes !== undefined; bytes = await source.read()) parts.push(bytes)
  return Buffer.concat(parts).toString('utf8')
}

async function collect(process: ContainerProcess) {
  const [stdout, stderr, end] = await Promise.all([readText(process.stdout), readText(process.stderr), process.ended])
  return { stdout, stderr, code: end.kind === 'exited' ? end.code : end.message }
}

async function run(argv: readonly string[], { world = createTestWorld(), input = '' }: { world?: TestWorld; input?: string } = {}) {
  const process = runCommand(argv, world, { tty: false })
  void process.stdin.write(Buffer.from(input)).then(() => process.stdin.end())
  return collect(process)
}

const sh = (script: string, options: { world?: TestWorld; input?: string } = {}) => run(['sh', '-c', script], options)

test.each([
  ['echo hello', 'hello\n'],
  ['echo -n a; echo -e "b\\tc"', 'a-e b\tc\n'],
  ['bash -c \'echo -e "b\\tc"; echo "b\\tc"\'', 'b\tc\nb\\tc\n'],
  ['printf "b\\na\\na\\n" | sort | uniq -c; echo a:b:c | cut -d: -f2-; echo abc | tr a-c A-C', '      2 a\n      1 b\nb:c\nABC\n'],
  [`echo "a  b" 'c $HOME' d\\ e`, 'a  b c $HOME d e\n'],
  ['x="a  b"; echo $x "$x"', 'a b a  b\n'],
  ['echo ${NOPE:-default} ${HOSTNAME:+set} ${#HOSTNAME}', 'default set 3\n'],
  ['f=/a/b.tar.gz; echo ${f##*/} ${f%.*} ${f%%.*} ${f#*/}', 'b.tar.gz /a/b.tar /a/b a/b.tar.gz\n'],
  ['true && echo yes || echo no', 'yes\n'],
  ['false && echo yes || echo no', 'no\n'],
  ['! false; echo $?', '0\n'],
  ['(exit 3); echo $?', '3\n'],
  ['printf "b\\na\\n" | sort | head -n 1', 'a\n'],
  ['echo one > /tmp/f; echo two >> /tmp/f; cat < /tmp/f | wc -l', '2\n'],
  ['ls /nope 2>&1', "ls: cannot access '/nope': No such file or directory\n"],
  ['ls /nope 2>/dev/null; echo $?', '2\n'],
  ['for i in 1 2 3; do echo -n $i; done; echo', '123\n'],
  ['i=0; while [ $i -lt 3 ]; do i=$((i+1)); if [ $i = 2 ]; then continue; fi; echo $i; done', '1\n3\n'],
  ['i=0; until [ $i -ge 2 ]; do i=$((i + 1)); done; echo $i', '2\n'],
  ['for i in a b; do for j in 1 2; do [ $j = 2 ] && break 2; echo $i$j; done; done', 'a1\n'],
  ['echo $(echo in; echo side) `echo back`', 'in side back\n'],
  ['cat <<EOF\nhost $HOSTNAME\nEOF', 'host web\n'],
  ["cat <<'EOF'\nhost $HOSTNAME\nEOF", 'host $HOSTNAME\n'],
  ['cd /etc && pwd && cat hostname', '/etc\nweb\n'],
  ['cd /etc; echo host*', 'hostname hosts\n'],
  ['echo "*" /nope*', '* /nope*\n'],
  ['export A=1; B=2; sh -c \'echo "$A$B."\'', '1.\n'],
  ['C=3 sh -c \'echo $C\'', '3\n'],
  ['env D=4 printenv D', '4\n'],
  ['set -- x y; echo $# $1 "$@"', '2 x x y\n'],
  ['echo a b c | { read x y; echo "$y"; }', 'b c\n'],
  ['printf "l1\\nl2\\n" | while read l; do echo "<$l>"; done', '<l1>\n<l2>\n'],
  ['set -e; false; echo never', ''],
  ['set -e; if false; then :; fi; echo on', 'on\n'],
  ['echo a & wait; echo b', 'a\nb\n'],
  ['mkdir -p /tmp/a/b; touch /tmp/a/b/c; cp -r /tmp/a /tmp/z; rm -r /tmp/a; ls -a /tmp/z/b', '.\n..\nc\n'],
  ['printf "%s-%03d\\n" a 7 b 8', 'a-007\nb-008\n'],
  ['printf "x1\\ny2\\n" | grep -v x; printf "aa\\nb\\n" | grep -c a', 'y2\n1\n'],
  ['printf "one two\\n" | wc -w; seq 2>/dev/null || echo none', '2\nnone\n'],
  ['printf "1\\n2\\n3\\n4\\n" | tail -n 2; printf "abcdef" | tail -c +3', '3\n4\ncdef'],
  ['test -f /etc/hosts -a ! -d /etc/hosts && [ a != b ] && echo ok', 'ok\n'],
  ['cat /etc/resolv.conf', 'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n'],
  ['cat /etc/config/color.txt; echo x > /etc/config/new; echo $?', 'blue\n2\n'],
  ['date; date +%F', 'Tue Nov 24 14:30:05 UTC 2026\n2026-11-24\n'],
  ['id; whoami; hostname; hostname -i', 'uid=0(root) gid=0(root) groups=0(root)\nroot\nweb\n10.244.1.5\n'],
  ['which curl nope; command -v cd', '/usr/bin/curl\ncd\n'],
  ['head -c 5 /dev/zero | wc -c', '5\n'],
  ['echo "#!/bin/sh\necho ran \\$1" > /tmp/s; chmod +x /tmp/s; /tmp/s now', 'ran now\n'],
  ['cd /tmp; echo hi > f; tar czf a.tgz f; rm f; tar xzf a.tgz; cat f', 'hi\n'],
])('sh -c %j prints %j', async (script, expected) => {
  expect((await sh(script)).stdout).toBe(expected)
})

test.each([
  ['curl -s kubia', /^You've hit kubia-[12]\n$/],
  ['curl -s http://kubia.default.svc.cluster.local:80/', /^You've hit kubia-[12]\n$/],
  ['curl -s 10.244.2.6:8080', /^You've hit kubia-2\n$/],
  ['curl -s nginx.other | grep "<title>"', /Welcome to nginx!/],
  ['curl -s -o /dev/null -w "%{http_code}" nginx.other/nope', /^404$/],
  ['curl -si nginx.other | head -n 1', /^HTTP\/1\.1 200 OK\r\n$/],
  ['curl -s localhost:8080/x', /GET \/x HTTP\/1\.1/],
  ['wget -qO- kubia', /^You've hit kubia-[12]\n$/],
  ['curl -s nginx; echo $?', /^6\n$/],
  ['curl nope 2>&1', /^curl: \(6\) Could not resolve host: nope\n$/],
  ['curl 10.244.1.6:81 2>&1', /^curl: \(7\) Failed to connect to 10\.244\.1\.6 port 81 after 0 ms: Connection refused\n$/],
  ['curl empty.other 2>&1', /Connection refused/],
  ['curl -s kubia-1.headless:8080', /^You've hit kubia-1\n$/],
  ['nslookup kubia', /^Server:\t\t10\.96\.0\.10\nAddress:\t10\.96\.0\.10#53\n\nName:\tkubia\.default\.svc\.cluster\.local\nAddress: 10\.96\.0\.20\n\n$/],
  ['nslookup nope', /server can't find nope: NXDOMAIN/],
  ['getent hosts headless', /^10\.244\.1\.6 +headless\.default\.svc\.cluster\.local\n10\.244\.2\.6 /],
  ['nc -z 10.244.1.6 8080; echo $?; nc -z 10.244.1.6 81; echo $?', /^0\n1\n$/],
  ['ps aux | grep -c app.js', /^[12]\n$/],
])('%s', async (script, expected) => {
  expect((await sh(script)).stdout).toMatch(expected)
})

test.each([
  ['ubuntu', ['sh', '-c', 'foo'], 127, 'sh: 1: foo: not found\n'],
  ['ubuntu', ['bash', '-c', 'foo'], 127, 'bash: line 1: foo: command not found\n'],
  ['busybox', ['sh', '-c', 'foo'], 127, 'sh: foo: not found\n'],
  ['ubuntu', ['sh', '-c', 'true\nif'], 2, 'sh: 1: Syntax error: end of file unexpected (expecting "command")\n'],
  ['ubuntu', ['sh', '-c', 'echo "a'], 2, 'sh: 1: Syntax error: Unterminated quoted string\n'],
  ['ubuntu', ['sh', '-c', 'fi'], 2, 'sh: 1: Syntax error: "fi" unexpected\n'],
  ['ubuntu', ['bash', '-c', 'echo | | x'], 2, "bash: -c: line 1: syntax error near unexpected token `|'\n"],
  ['ubuntu', ['sh', '-c', 'cd /nope'], 2, "sh: 1: cd: can't cd to /nope\n"],
  ['ubuntu', ['sh', '-c', 'cat < /nope'], 2, 'sh: 1: cannot open /nope: No such file\n'],
  ['ubuntu', ['cat', '/nope'], 1, 'cat: /nope: No such file or directory\n'],
  ['ubuntu', ['rm', '/etc'], 1, "rm: cannot remove '/etc': Is a directory\n"],
  ['ubuntu', ['sh', '-c', 'exit 7'], 7, ''],
  ['ubuntu', ['sh', '-c', 'echo $((1/0))'], 2, 'sh: 1: arithmetic expression: division by zero: "1/0"\n'],
])('in %s, %j ends with %i', async (image, argv, code, stderr) => {
  expect(await run(argv, { world: createTestWorld(image) })).toMatchObject({ code, stderr })
})

test.each([
  ['ubuntu', 'foo', 'exec: "foo": executable file not found in $PATH: unknown'],
  ['nginx', 'ps', 'exec: "ps": executable file not found in $PATH: unknown'],
  ['busybox', '/bin/bash', 'exec: "/bin/bash": stat /bin/bash: no such file or directory: unknown'],
  ['gcr.io/distroless/static', 'sh', 'exec: "sh": executable file not found in $PATH: unknown'],
])('%s has no %s', async (image, word, text) => {
  const { code } = await run([word], { world: createTestWorld(image) })
  expect(code).toMatch(/^failed to exec in container: failed to start exec "[0-9a-f]{64}": OCI runtime exec failed: exec failed: unable to start container process: /)
  expect(code).toContain(text)
})

test('a shell reads commands from stdin, and its commands read on', async () => {
  expect((await run(['sh'], { input: 'read x\nhello\necho "got $x"\nexit 4\n' }))).toMatchObject({ stdout: 'got hello\n', code: 4 })
})

test('sleep follows the cluster’s clock', async () => {
  const world = createTestWorld()
  const outcome = sh('sleep 60; date +%T', { world })
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => { setImmediate(resolve) })
  world.clock.advance(60_000)
  expect((await outcome).stdout).toBe('14:31:05\n')
})

test('a process without end ends when its client goes', async () => {
  const process = runCommand(['sh', '-c', 'while true; do echo x; done'], createTestWorld(), { tty: false })
  await process.stdout.read()
  process.hangUp()
  expect((await process.ended).kind).toBe('exited')
})

test('what a container logs of its requests', async () => {
  const world = createTestWorld()
  await sh('curl -s 10.244.1.6:8080', { world })
  expect(world.logs).toEqual(['kubia-1: Received request from ::ffff:10.244.1.5'])
})

test('kill reaches the container’s own process', async () => {
  const world = createTestWorld()
  expect((await sh('kill 1; kill -9 1; kill 77', { world })).stderr).toContain('No such process')
  expect(world.killed).toEqual([[1, 15], [1, 9]])
})

test('a signal ends what another exec started', async () => {
  const world = createTestWorld()
  const sleeping = run(['sleep', '1000'], { world })
  const { stdout } = await sh('ps | grep sleep | wc -l; kill 2; ps', { world })
  expect(stdout).toMatch(/^\d+\n/)
  expect((await sleeping).code).toBe(143)
  expect(world.processes.rows().map(({ pid }) => pid)).toEqual([1])
})

/** Types at a terminal, waiting for a text on the screen before each key press. */
async function typeAt(image: string, argv: readonly string[], steps: readonly (readonly [string, string])[]): Promise<{ readonly screen: string; readonly code: number | string }> {
  const process = runCommand(argv, createTestWorld(image), { tty: true })
  let screen = ''
  let from = 0
  const outcome = process.ended
  for (const [awaited, keys] of steps) {
    while (!screen.slice(from).includes(awaited)) {
      const bytes = await process.stdout.read()
      if (bytes === undefined) throw new Error(`the screen never showed ${awaited}: ${screen}`)
      screen += Buffer.from(bytes).toString('utf8')
    }
    from = screen.indexOf(awaited, from) + awaited.length
    await process.stdin.write(Buffer.from(keys))
  }
  screen += await readText(process.stdout)
  const end = await outcome
  return { screen, code: end.kind === 'exited' ? end.code : end.message }
}

test('a terminal echoes, edits, prompts and remembers', async () => {
  const { screen, code } = await typeAt('luksa/kubia', ['bash'], [
    ['root@web:/# ', 'echo xy\x7fz\r'], ['\r\nxz\r\n', ''], ['root@web:/# ', '\x1b[A\r'], ['\r\nxz\r\n', ''], ['root@web:/# ', 'exit 3\r'],
  ])
  expect(screen).toContain('echo xy\b \bz\r\nxz\r\n')
  expect(code).toBe(3)
})

test('Ctrl-C ends the program, not the shell; Ctrl-D ends the shell', async () => {
  const { screen, code } = await typeAt('busybox', ['sh'], [
    ['/ # ', 'sleep 1000\r'], ['sleep 1000\r\n', '\x03'], ['/ # ', 'echo $?\r'], ['130\r\n', ''], ['/ # ', 'half a line\x03'], ['/ # ', '\x04'],
  ])
  expect(screen).toContain('^C\r\n')
  expect(code).toBe(130)
})

test('a line that is not whole asks for more', async () => {
  const { screen } = await typeAt('ubuntu', ['sh'], [['# ', 'for i in 1 2; do\r'], ['> ', 'echo n$i; done\r'], ['n2\r\n', ''], ['# ', '\x04']])
  expect(screen).toContain('n1\r\nn2\r\n')
})

test('a terminal’s size reaches programs', async () => {
  const process = runCommand(['stty', 'size'], createTestWorld(), { tty: true })
  process.resize({ width: 132, height: 43 })
  expect((await collect(process)).stdout).toBe('43 132\r\n')
})
