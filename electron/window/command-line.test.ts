import { expect, test } from 'vitest'
import { parseCommandLine } from './command-line.ts'

test.each([
  [[], { files: [] }],
  [['a.yaml', '/b'], { files: ['/home/a.yaml', '/b'] }],
  [['--selector=env in (prod)', '--namespace=shop', 'a.yaml'], { files: ['/home/a.yaml'], selector: 'env in (prod)', namespace: 'shop' }],
  [['-l', '!env', '-n', 'shop'], { files: [], selector: '!env', namespace: 'shop' }],
  [['--selector', 'a=b', 'x'], { files: ['/home/x'], selector: 'a=b' }],
  [['--user-data-dir=/tmp/x', '--inspect=0', '--no-sandbox', 'x'], { files: ['/home/x'] }],
  [['--demo=1000', 'x'], { files: ['/home/x'], demo: '1000' }],
  [['--demo', 'many'], { files: [], demo: 'many' }],
  [['--screenshot=/out/p.png'], { files: [], screenshot: '/out/p.png' }],
])('%j', (args, expected) => {
  expect(parseCommandLine(args, '/home')).toEqual(expected)
})
