import { expect, test } from 'vitest'
import { buildEnvironment } from './environment.ts'

const ours = { kubeconfig: '/data/kubeconfig', kubeCache: '/data/cache' }

test('the person\'s environment, with the app\'s own kubeconfig alone', () => {
  const env = buildEnvironment({ ...ours, env: { HOME: '/home/one', PATH: '/usr/bin', KUBECONFIG: '/home/one/.kube/config', LANG: undefined, npm_config_x: '1', ELECTRON_RUN_AS_NODE: '1', INIT_CWD: '/' } })
  expect(env).toEqual({
    HOME: '/home/one', PATH: '/usr/bin', TERM: 'xterm-256color', TERM_PROGRAM: 'Podscape', KUBECONFIG: '/data/kubeconfig', KUBECACHEDIR: '/data/cache',
    PODSCAPE_KUBECONFIG: '/data/kubeconfig', PODSCAPE_BIN: '',
  })
})

test.each([
  [{ PATH: '/usr/bin' }, { PATH: '/bin/ours:/usr/bin' }],
  [{ Path: 'x' }, { Path: '/bin/ours:x' }],
  [{}, { PATH: '/bin/ours' }],
])('a kubectl that was provided is first on PATH: %j', (env, path) => {
  expect(buildEnvironment({ ...ours, env, bin: '/bin/ours' })).toMatchObject({ ...path, PODSCAPE_BIN: '/bin/ours' })
})
