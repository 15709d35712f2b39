import { invalidField, type Service } from '../../shared/model/index.ts'
import { invalid } from '../../shared/status/index.ts'
import type { Transaction } from '../store/index.ts'
import type { Random } from './random.ts'

type Spec = NonNullable<Service['spec']>
type Port = NonNullable<Spec['ports']>[number]

/** The service network is 10.96.0.0/12; this much of it is given out. */
const addresses = { prefix: '10.96', count: 65_536 }
/** 10.96.0.0/12. */
const serviceNetwork = /^10\.(9[6-9]|10\d|11[01])\./
const nodePorts = { first: 30_000, count: 2_768 }

/** Gives a service the clusterIP and node ports that it needs and does not name, keeping those it has. Throws Invalid for ones taken. */
export function allocateAddresses(tx: Transaction, random: Random, service: Service, current: Service | undefined): Service {
  const spec = service.spec ?? {}
  const pool: Pool = { service, random, revision: tx.nextRevision(), isTaken: (index, value) => isTaken(tx, index, value, current) }
  const address = addressFor(spec, current?.spec, pool)
  const given = new Set<number>()
  const withPorts = spec.type === 'NodePort' || spec.type === 'LoadBalancer'
  const ports = spec.ports?.map((port, index) => (withPorts ? portFor(port, current?.spec, pool, given, index) : withoutNodePort(port)))
  return {
    ...service,
    spec: {
      ...spec,
      ...(address === undefined ? {} : { clusterIP: address, clusterIPs: [address] }),
      ...(ports === undefined ? {} : { ports }),
    },
  }
}

interface Pool {
  readonly service: Service
  readonly random: Random
  readonly revision: number
  isTaken(index: 'clusterIP' | 'nodePort', value: string): boolean
}

function isTaken(tx: Transaction, index: string, value: string, current: Service | undefined): boolean {
  return tx.select(index, 'services', value).some((other) => other.metadata.uid !== current?.metadata.uid)
}

function addressFor(spec: Spec, current: Spec | undefined, { service, random, revision, isTaken }: Pool): string | undefined {
  if (spec.type === 'ExternalName') return undefined
  const given = spec.clusterIP || current?.clusterIP
  if (given === 'None') return given
  if (given) {
    // Its form is looked at afterwards, with all else.
    if (/^\d+\.\d+\.\d+\.\d+$/.test(given) && !serviceNetwork.test(given)) {
      throw refuse(service, 'spec.clusterIPs', [given], `failed to allocate IP ${given}: the provided IP (${given}) is not in the valid range. The range of valid IPs is 10.96.0.0/12`)
    }
    if (!isTaken('clusterIP', given)) return given
    throw refuse(service, 'spec.clusterIPs', [given], `failed to allocate IP ${given}: provided IP is already allocated`)
  }
  for (let attempt = 0; ; attempt++) {
    // The lowest addresses are left to those who ask for them.
    const number = 16 + (random.draw('address', revision, attempt) % (addresses.count - 32))
    const address = `${addresses.prefix}.${number >> 8}.${number & 255}`
    if (!isTaken('clusterIP', address)) return address
  }
}

function portFor(port: Port, current: Spec | undefined, { service, random, revision, isTaken }: Pool, given: Set<number>, index: number): Port {
  const field = `spec.ports[${index}].nodePort`
  const isFree = (number: number) => !given.has(number) && !isTaken('nodePort', String(number))
  const wanted = port.nodePort || current?.ports?.find((old) => old.port === port.port && old.protocol === port.protocol)?.nodePort
  if (wanted && !isFree(wanted)) throw refuse(service, field, wanted, 'provided port is already allocated')
  const first = random.draw('port', revision, index) % nodePorts.count
  for (let step = 0; step < nodePorts.count; step++) {
    const number = wanted || nodePorts.first + ((first + step) % nodePorts.count)
    if (!isFree(number)) continue
    given.add(number)
    return { ...port, nodePort: number }
  }
  throw refuse(service, field, 0, 'failed to allocate a nodePort: range is full')
}

function withoutNodePort(port: Port): Port {
  const { nodePort: _released, ...rest } = port
  return rest
}

function refuse(service: Service, field: string, value: unknown, detail: string): Error {
  return invalid({ kind: 'Service', group: '' }, service.metadata.name ?? '', [invalidField(field, value, detail)])
}
