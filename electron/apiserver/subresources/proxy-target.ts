import { fail, ok, type Result } from '../../../shared/lang/result.ts'
import type { Endpoints, Pod, Service } from '../../../shared/model/index.ts'

/** A name in the path of a proxy: `name`, `name:port` or `scheme:name:port`. */
export interface ProxyName {
  /** '' or `http` or `https`. */
  readonly scheme: string
  readonly name: string
  /** '' for none, a number or a name. */
  readonly port: string
}

/** Reads it as upstream's `SplitSchemeNamePort`; undefined for what it refuses. */
export function parseProxyName(text: string): ProxyName | undefined {
  const parts = text.split(':')
  const [scheme, name, port] = parts.length === 3 ? parts : ['', ...parts, '']
  if (parts.length > 3 || !name || (parts.length === 3 && scheme !== '' && scheme !== 'http' && scheme !== 'https')) return undefined
  return { scheme: scheme ?? '', name, port: port ?? '' }
}

export interface ProxyTarget {
  readonly address: string
  readonly port: number
}

/** Where a proxy to a pod leads: the port given, or the first that it declares. Undefined for a pod without an address. */
export function targetPod({ spec, status }: Pod, { scheme, port }: ProxyName): ProxyTarget | undefined {
  const address = status?.podIP
  if (address === undefined) return undefined
  const declared = (spec?.containers ?? []).flatMap(({ ports = [] }) => ports)[0]?.containerPort
  return { address, port: port === '' ? declared ?? (scheme === 'https' ? 443 : 80) : Number(port) }
}

/** Where a proxy to a Service leads: one of its ready endpoints, `pick` of how many. The error is the message of a 503. */
export function targetService(
  { metadata, spec }: Service, endpoints: Endpoints | undefined, { port }: ProxyName, given: string, pick: (count: number) => number,
): Result<ProxyTarget, string> {
  const numbered = /^\d+$/.test(port)
  const served = numbered ? spec?.ports?.find((one) => one.port === Number(port)) : undefined
  if (numbered && served === undefined) return fail(`no service port ${Number(port)} found for service ${JSON.stringify(metadata.name)}`)
  const name = numbered ? served?.name ?? '' : port
  const subsets = endpoints?.subsets ?? []
  if (subsets.length === 0) return fail(`no endpoints available for service ${JSON.stringify(metadata.name)}`)
  const targets = subsets.flatMap(({ addresses = [], ports = [] }) => {
    const found = ports.find((one) => (one.name ?? '') === name)
    return found === undefined ? [] : addresses.map(({ ip }) => ({ address: ip, port: found.port }))
  })
  const target = targets.length === 0 ? undefined : targets[pick(targets.length) % targets.length]
  return target === undefined ? fail(`no endpoints available for service ${JSON.stringify(given)}`) : ok(target)
}
