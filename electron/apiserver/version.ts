import { KUBERNETES_VERSION } from '../cluster/index.ts'

/** `/version`. What it says of the build is of the simulation, not of any build of Kubernetes. */
export function describeVersion(): unknown {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)/.exec(KUBERNETES_VERSION) ?? []
  return {
    major, minor, gitVersion: KUBERNETES_VERSION, gitCommit: '', gitTreeState: 'clean', buildDate: '1970-01-01T00:00:00Z', goVersion: 'none', compiler: 'podscape',
    platform: 'linux/amd64',
  }
}
