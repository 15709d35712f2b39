import { expect, test } from 'vitest'
import { backOff } from './back-off.ts'
import { behaviourOf } from './behaviour.ts'
import { findImageProblem } from './image-reference.ts'

const sh = (script: string) => ({ command: ['sh', '-c', script] })

test.each<readonly [string, string, object, object]>([
  ['a server', 'nginx', {}, { runs: Infinity, heedsTerm: true, ports: [80] }],
  ['a server of another registry', 'docker.io/library/nginx:1.27', {}, { ports: [80] }],
  ['a server whatever its manifest declares', 'nginx', { ports: [{ containerPort: 8080 }] }, { ports: [80] }],
  ['an image nobody knows', 'example.com/team/app:1', { ports: [{ containerPort: 9000 }] }, { runs: Infinity, ports: [9000] }],
  ['arguments of a server', 'mysql', { args: ['--max-connections=10'] }, { runs: Infinity, ports: [3306] }],
  ['a shell', 'busybox', {}, { runs: 0, exitCode: 0 }],
  ['arguments of a shell', 'busybox', { args: ['sleep', '5'] }, { runs: 5_000, exitCode: 0, heedsTerm: false }],
  ['sleep', 'busybox', { command: ['/bin/sleep', '1m', '30'] }, { runs: 90_000 }],
  ['sleep for ever', 'alpine', { command: ['sleep', 'infinity'] }, { runs: Infinity, heedsTerm: false }],
  ['sleep without a time', 'alpine', { command: ['sleep'] }, { exitCode: 1 }],
  ['echo', 'busybox', { command: ['echo', 'hi'] }, { runs: 0, exitCode: 0 }],
  ['false', 'busybox', { command: ['false'] }, { exitCode: 1 }],
  ['exit', 'busybox', sh('exit 3'), { runs: 0, exitCode: 3 }],
  ['one after another', 'busybox', sh('echo a; sleep 2 && sleep 3; exit 1'), { runs: 5_000, exitCode: 1 }],
  ['the rest of and, after a failure', 'busybox', sh('false && sleep 5'), { runs: 0, exitCode: 1 }],
  ['the rest of or, after a failure', 'busybox', sh('false || sleep 5'), { runs: 5_000, exitCode: 0 }],
  ['a loop', 'busybox', sh('while true; do date; sleep 1; done'), { runs: Infinity, heedsTerm: false }],
  ['a file that is followed', 'busybox', sh('tail -f /dev/null'), { runs: Infinity }],
  ['a program started at the end', 'busybox', sh('echo start; exec ./server'), { runs: Infinity, heedsTerm: true }],
])('%s', (_name, image, more, expected) => {
  expect(behaviourOf({ name: 'a', image, ...more })).toMatchObject(expected)
})

test.each([
  { image: 'nginx', problem: undefined },
  { image: 'nginx:1.27-alpine', problem: undefined },
  { image: 'registry.k8s.io/pause:3.10', problem: undefined },
  { image: 'localhost:5000/a/b@sha256:' + '0'.repeat(64), problem: undefined },
  { image: 'Nginx', problem: 'InvalidImageName' },
  { image: 'nginx:', problem: 'InvalidImageName' },
  { image: 'nginx::1', problem: 'InvalidImageName' },
  { image: 'nosuch', problem: 'ErrImagePull' },
  { image: 'nginx:does-not-exist', problem: 'ErrImagePull' },
  { image: 'ngnix', problem: 'ErrImagePull' },
  { image: 'registry.invalid/app', problem: 'ErrImagePull' },
])('$image: $problem', ({ image, problem }) => {
  expect(findImageProblem(image)?.reason).toBe(problem)
})

test('waits ten seconds, then twice as long each time, but never over five minutes', () => {
  expect([1, 2, 3, 4, 5, 6, 7].map(backOff)).toEqual([10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000])
})
