/** A Service as cluster DNS answers for it. */
export interface NamedService {
  /** Its cluster IP; for a headless Service the addresses of its ready pods; none when it has none. */
  readonly addresses: readonly string[]
  /** Pods of a headless Service that have a host name of their own (`web-0.web`). */
  readonly hosts: Readonly<Record<string, string>>
}

export interface NamesView {
  /** `cluster.local` */
  readonly domain: string
  /** The cluster IP of kube-dns. */
  readonly nameserver: string
  findService(namespace: string, name: string): NamedService | undefined
}

export function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text)
}

/** The search list that the kubelet writes for a pod of `dnsPolicy: ClusterFirst`. */
export function searchDomains(namespace: string, domain: string): readonly string[] {
  return [`${namespace}.svc.${domain}`, `svc.${domain}`, domain]
}

/** The full names that a resolver tries for `name`, in order: with `ndots:5`, the search list first when it has fewer than five dots. */
export function candidateNames(name: string, namespace: string, domain: string): readonly string[] {
  if (name.endsWith('.')) return [name.slice(0, -1)]
  const searched = searchDomains(namespace, domain).map((suffix) => `${name}.${suffix}`)
  return name.split('.').length > 5 ? [name, ...searched] : [...searched, name]
}

/** What cluster DNS answers for one full name; undefined is NXDOMAIN. */
export function queryName(view: NamesView, fullName: string): readonly string[] | undefined {
  const name = fullName.toLowerCase()
  if (!name.endsWith(`.${view.domain}`)) return undefined
  const labels = name.slice(0, -view.domain.length - 1).split('.')
  const [first, second, third, fourth] = labels
  if (labels.length === 3 && third === 'pod' && first !== undefined) {
    const address = first.replaceAll('-', '.')
    return isAddress(address) ? [address] : undefined
  }
  if (labels.length === 3 && third === 'svc' && first !== undefined && second !== undefined) return view.findService(second, first)?.addresses
  if (labels.length === 4 && fourth === 'svc' && first !== undefined && second !== undefined && third !== undefined) {
    const host = view.findService(third, second)?.hosts[first]
    return host === undefined ? undefined : [host]
  }
  return undefined
}

/** The first of the candidate names that cluster DNS knows. */
export function lookUp(view: NamesView, namespace: string, name: string): { readonly name: string; readonly addresses: readonly string[] } | undefined {
  for (const candidate of candidateNames(name, namespace, view.domain)) {
    const addresses = queryName(view, candidate)
    if (addresses !== undefined) return { name: candidate, addresses }
  }
  return undefined
}
