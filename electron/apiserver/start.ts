import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openCredentials, writePrivate } from './credentials.ts'
import { formatKubeconfig } from './kubeconfig.ts'
import { type Listener, listen } from './listener.ts'
import { type ApiServerParts, openApiServer } from './server.ts'

export interface StartOptions {
  /** Where token and certificate are kept; without one they are made anew at each start. */
  readonly folder?: string
  /** The kubeconfig that is written. */
  readonly kubeconfig: string
  /** Port to listen on; without one, that of the last time if it is free, or any. */
  readonly port?: number
  /** Milliseconds since 1970 by the wall clock, which certificates go by. */
  readonly wallTime: number
}

export interface RunningApiServer {
  /** `https://127.0.0.1:<port>`. */
  readonly url: string
  readonly kubeconfig: string
  close(): Promise<void>
}

/**
 * Listens with HTTPS on the loopback address and writes a kubeconfig, both for their owner alone. While its parts are still to come,
 * requests wait. Rejects when a port that was asked for is taken.
 */
export async function startApiServer(parts: ApiServerParts | Promise<ApiServerParts>, { folder, kubeconfig, port, wallTime }: StartOptions): Promise<RunningApiServer> {
  const credentials = await openCredentials(folder, wallTime)
  const serving = { api: openApiServer(Promise.resolve(parts)), certificate: credentials, token: credentials.token }
  const listener = port === undefined ? await listenAsBefore(serving, folder) : await listen({ ...serving, port })
  if (folder !== undefined) await writePrivate(join(folder, portFile), String(listener.port))
  await writePrivate(kubeconfig, formatKubeconfig(listener.url, credentials))
  return { url: listener.url, kubeconfig, close: () => listener.close() }
}

const portFile = 'port'

/** kubectl's caches and people's own copies of the kubeconfig go by the port, so it is kept if it can be. */
async function listenAsBefore(serving: Omit<Parameters<typeof listen>[0], 'port'>, folder: string | undefined): Promise<Listener> {
  const kept = folder === undefined ? '' : await readFile(join(folder, portFile), 'utf8').catch(() => '')
  const port = /^\d{1,5}$/.test(kept) ? Number(kept) : 0
  try {
    return await listen({ ...serving, port: port <= 65_535 ? port : 0 })
  } catch (error) {
    if (port === 0) throw error
    return listen({ ...serving, port: 0 })
  }
}
