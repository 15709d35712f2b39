import type { Pod } from '../../shared/model/index.ts'
import { parseQuantity, sumQuantities } from '../registry/index.ts'

type Container = NonNullable<Pod['spec']>['containers'][number]
type Quantities = Readonly<Record<string, string>>

/** What a pod asks for or is limited to in all: its containers and sidecars together, or the init container that needs more. */
export function sumPodResources({ spec }: Pod, side: 'requests' | 'limits'): Quantities {
  let running = (spec?.containers ?? []).reduce<Quantities>((sum, container) => add(sum, container.resources?.[side]), {})
  let sidecars: Quantities = {}
  let starting: Quantities = {}
  for (const container of spec?.initContainers ?? []) {
    const own = container.resources?.[side]
    if (isSidecar(container)) {
      sidecars = add(sidecars, own)
      starting = largest(starting, sidecars)
      running = add(running, own)
    } else starting = largest(starting, add(sidecars, own))
  }
  return largest(running, starting)
}

function isSidecar(container: Container): boolean {
  return container.restartPolicy === 'Always'
}

function add(a: Quantities, b: Quantities = {}): Quantities {
  const both = Object.entries(b).map(([name, quantity]) => [name, sumQuantities([a[name] ?? '0', quantity])] as const)
  return { ...a, ...Object.fromEntries(both) }
}

function largest(a: Quantities, b: Quantities): Quantities {
  const more = Object.entries(b).filter(([name, quantity]) => parseQuantity(quantity) > parseQuantity(a[name] ?? '0') || a[name] === undefined)
  return more.length === 0 ? a : { ...a, ...Object.fromEntries(more) }
}
